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
import io.gatehouse.app.node.Node;
import io.gatehouse.app.node.UntilStopped;
import io.gatehouse.gateway.route.PolicyCompiler;
import io.gatehouse.identity.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the commands start. */
record ProductServers(Surroundings surroundings, Supplier<PolicyCompiler> policies)
    implements Servers {
  @Override
  public Exit start(Configuration configuration, Path file, Path state) {
    var node = Node.start(new Node.Start(configuration, file, state, policies));
    surroundings.out().println("Gatehouse runs. Admin API: " + node.admin());
    return UntilStopped.run(node, configuration.drain(), () -> {});
  }

  @Override
  public Exit demo(Path folder, OptionalInt ports) {
    var demo =
        new Demo(
            folder,
            new Demo.Outside(
                Path.of(System.getProperty("gatehouse.home", "")).toAbsolutePath(),
                surroundings.random(),
                surroundings.http(),
                surroundings.out(),
                this::read,
                configuration -> startDemo(configuration, folder)));
    var running = demo.start(ports);
    return UntilStopped.run(running.node(), running.configuration().drain(), running::end);
  }

  private Node startDemo(Configuration configuration, Path folder) {
    return Node.start(
        new Node.Start(configuration, folder.resolve("gatehouse.yaml"), folder, policies));
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
