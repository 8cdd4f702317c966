package io.gatehouse.app.demo;

import io.gatehouse.app.cli.AdminClient;
import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.node.Node;
import io.gatehouse.app.node.OwnFiles;
import io.gatehouse.app.node.UntilStopped;
import io.gatehouse.identity.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The demo: prepares a folder, starts a node from it and a service behind, and says how to call.
 */
public final class Demo {
  private final Path folder;
  private final Outside outside;

  /**
   * What the demo takes from the program.
   *
   * @param home the distribution's folder
   * @param read reads the configuration or ends with what is wrong
   * @param start starts a node from it
   */
  public record Outside(
      Path home,
      SecureRandom random,
      Supplier<HttpClient> http,
      PrintWriter out,
      Function<Path, Configuration> read,
      Function<Configuration, Node> start) {}

  /** What is running. */
  public record Running(
      Node node,
      Configuration configuration,
      Path note,
      SampleProcess sample,
      FreshAssertion assertion)
      implements UntilStopped.Around {
    @Override
    public void first() {
      forget(note);
      assertion.close();
    }

    @Override
    public void last() {
      sample.close();
    }
  }

  private static void forget(Path note) {
    try {
      Files.deleteIfExists(note);
    } catch (IOException e) {
      throw new UncheckedIOException(note + " cannot be removed", e);
    }
  }

  public Demo(Path folder, Outside outside) {
    this.folder = folder.toAbsolutePath().normalize();
    this.outside = outside;
  }

  public Path configuration() {
    return folder.resolve("gatehouse.yaml");
  }

  /** Starts everything; returns when every printed command works. */
  public Running start(OptionalInt ports) {
    makeFolder();
    var secrets = Secrets.in(folder);
    var demo = new DemoFolder(folder, secrets, outside.random());
    demo.prepare(ports.isPresent() ? DemoPorts.from(ports.getAsInt()) : DemoPorts.usual());
    var configuration = outside.read().apply(configuration());
    var file = new DemoFile(configuration, folder, secrets, demo.directoryPassword());
    // The authority's file is made by the first start of the node; later both start at once.
    var early = startSample(file, secrets);
    var node = startNode(configuration, early);
    var sample = early.or(() -> startSample(file, secrets)).orElseThrow();
    try {
      var admin = admin(node);
      new Provisioning(admin, secrets).provide();
      new CallFiles(folder, secrets).write();
      var assertion = new FreshAssertion(admin, folder, file.resource()).begin();
      sample.awaitListening();
      node.awaitReady();
      OwnFiles.write(note(), file.text(node.admin(), subjects(admin)));
      new Console(outside.out(), folder, outside.home()).tell(file, node.admin());
      return new Running(node, configuration, note(), sample, assertion);
    } catch (RuntimeException e) {
      sample.close();
      node.stop(Duration.ZERO);
      throw e;
    }
  }

  private Node startNode(Configuration configuration, Optional<SampleProcess> early) {
    try {
      return outside.start().apply(configuration);
    } catch (RuntimeException e) {
      early.ifPresent(SampleProcess::close);
      throw e;
    }
  }

  private Optional<SampleProcess> startSample(DemoFile file, Secrets secrets) {
    return Files.exists(folder.resolve("ca.pem"))
        ? Optional.of(SampleProcess.start(outside.home(), sampleArguments(file, secrets)))
        : Optional.empty();
  }

  private Path note() {
    return folder.resolve("demo.json");
  }

  private void makeFolder() {
    try {
      OwnFiles.folder(folder);
      forget(note());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder " + folder + " cannot be used: " + e.getMessage(), e);
    }
  }

  private AdminClient admin(Node node) {
    try {
      var token = Secret.ofText(Files.readString(folder.resolve("admin.token")).strip());
      return new AdminClient(outside.http().get(), node.admin(), token);
    } catch (IOException e) {
      throw new UncheckedIOException("admin.token cannot be read", e);
    }
  }

  private List<String> sampleArguments(DemoFile file, Secrets secrets) {
    return List.of(
        "port=" + secrets.get("samplePort").intValue(),
        "jwks=" + file.gateway() + "/.gatehouse/jwks.json",
        "ca=" + folder.resolve("ca.pem"),
        "issuer=" + file.issuer(),
        "audience=orders-api");
  }

  private static Map<String, String> subjects(AdminClient admin) {
    var subjects = new HashMap<String, String>();
    admin
        .get("/admin/v1/people")
        .get("people")
        .forEach(p -> subjects.put(p.get("name").stringValue(), p.get("id").stringValue()));
    return subjects;
  }
}
