package io.gatehouse.app;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.cli.Servers;
import io.gatehouse.app.cli.Stop;
import io.gatehouse.app.cli.Surroundings;
import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.load.ConfigurationReader.Outcome;
import io.gatehouse.app.config.yaml.Flaw;
import io.gatehouse.app.demo.Demo;
import io.gatehouse.app.node.DirectoryProbe;
import io.gatehouse.app.node.Early;
import io.gatehouse.app.node.NativeCrypto;
import io.gatehouse.app.node.Node;
import io.gatehouse.app.node.Node.Libraries;
import io.gatehouse.app.node.UntilStopped;
import io.gatehouse.identity.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What the commands start. */
record ProductServers(Surroundings surroundings, OnePolicyCompiler policies) implements Servers {
  @Override
  public Exit start(Configuration configuration, Path file, Path state) {
    var node = Node.start(new Node.Start(configuration, file, state, libraries()));
    var stop = UntilStopped.listening();
    surroundings.out().println("Gatehouse runs. Admin API: " + node.admin());
    return stop.run(node, configuration.drain(), UntilStopped.Around.NOTHING);
  }

  @Override
  public Exit demo(Path folder, OptionalInt ports) {
    policies.begin();
    var libraries = libraries();
    var demo =
        new Demo(
            folder,
            new Demo.Outside(
                Path.of(System.getProperty("gatehouse.home", "")).toAbsolutePath(),
                surroundings.random(),
                surroundings.http(),
                surroundings.out(),
                this::read,
                configuration -> startDemo(configuration, folder, libraries)));
    // Whoever sees demo.json may send a signal at once.
    var stop = UntilStopped.listening();
    var running = demo.start(ports);
    return stop.run(running.node(), running.configuration().drain(), running);
  }

  private Libraries libraries() {
    return new Libraries(new Early<>("crypto", NativeCrypto::install).begin(), policies);
  }

  private static Node startDemo(Configuration configuration, Path folder, Libraries libraries) {
    return Node.start(
        new Node.Start(configuration, folder.resolve("gatehouse.yaml"), folder, libraries));
  }

  private Configuration read(Path file) {
    return switch (surroundings.configurations().read(file)) {
      case Outcome.Accepted accepted -> accepted.configuration();
      case Outcome.Refused refused ->
          throw new Stop(
              Exit.BAD_INPUT,
              refused.flaws().stream().map(Flaw::toString).collect(Collectors.joining("\n")));
    };
  }

  @Override
  public Optional<String> bind(String url, String dn, Secret password) {
    return DirectoryProbe.bind(url, dn, password);
  }
}
