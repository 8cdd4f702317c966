package io.gatehouse.app.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bin/gatehouse demo} in a folder of its own, and what its {@code demo.json} says. */
final class RunningDemo implements AutoCloseable {
  private final Path dir;
  private final Process process;
  private final Path console;
  private Duration startedIn = Duration.ZERO;

  private RunningDemo(Path dir, Process process, Path console) {
    this.dir = dir;
    this.process = process;
    this.console = console;
  }

  /** Starts on free ports and waits for {@code demo.json}. */
  static RunningDemo start(Path dir) {
    return launch(
        dir,
        List.of("demo", "--dir", dir.toString(), "--ports", "0"),
        demo -> Files.exists(dir.resolve("demo.json")),
        "");
  }

  private static RunningDemo launch(
      Path dir, List<String> arguments, Predicate<RunningDemo> condition, String options) {
    try {
      Files.createDirectories(dir.getParent());
      var console = dir.resolveSibling(dir.getFileName() + ".out");
      var command = new ArrayList<String>();
      command.add(Shell.projectRoot().resolve("bin/gatehouse").toString());
      command.addAll(arguments);
      var begin = System.nanoTime();
      var program = Shell.program(command).redirectErrorStream(true);
      // Native libraries are unpacked there, and stay when the product is killed.
      var temporary = Files.createDirectories(dir.resolveSibling("tmp"));
      program
          .environment()
          .put("GATEHOUSE_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary + " " + options);
      var process = program.redirectOutput(console.toFile()).start();
      var demo = new RunningDemo(dir, process, console);
      demo.await(condition);
      demo.startedIn = Duration.ofNanos(System.nanoTime() - begin);
      if (Files.exists(dir.resolve("demo.json"))) {
        Files.copy(dir.resolve("demo.json"), demo.note(), StandardCopyOption.REPLACE_EXISTING);
      }
      return demo;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A demo whose service is the test's own: its configuration is copied and changed by hand. */
  static RunningDemo startWithService(Path dir, RecordingService service) {
    return startWithService(dir, service, UnaryOperator.identity());
  }

  /** The same, with further changes. */
  static RunningDemo startWithService(
      Path dir, RecordingService service, UnaryOperator<String> change) {
    return startChanged(dir, text -> change.apply(withService(text, service)));
  }

  /** A demo whose configuration was changed by hand. */
  static RunningDemo startChanged(Path dir, UnaryOperator<String> change) {
    stopAtOnce(start(dir));
    change(dir, change);
    return start(dir);
  }

  /** The same, with a change that follows from what the first start made. */
  static RunningDemo startPrepared(
      Path dir, Function<RunningDemo, UnaryOperator<String>> preparation) {
    var first = start(dir);
    var change = preparation.apply(first);
    stopAtOnce(first);
    change(dir, change);
    return start(dir);
  }

  /** The node alone, with the demo's people and keys in the state folder and another directory. */
  static RunningDemo startWithDirectory(Path dir, RecordingService service, OpenLdap directory) {
    try {
      var demo = start(dir);
      directory.load(dir.resolve("people.ldif"), demo.json());
      stopAtOnce(demo);
      change(
          dir,
          text ->
              withService(text, service)
                  .replaceAll("(?m)^directory:.*$", "directory: " + directory.configuration()));
      return startNode(dir);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code gatehouse start} in the folder of a demo that was stopped: no demo, no service. */
  static RunningDemo startNode(Path dir) {
    return startNode(dir, "");
  }

  /** The same with options of the JVM. */
  static RunningDemo startNode(Path dir, String options) {
    return launch(dir, nodeOf(dir), RunningDemo::ready, options);
  }

  /** The same in a folder that is new, and it is killed so long after its store appears. */
  static void killWhileItIsNew(Path dir, int millis) {
    Predicate<RunningDemo> isMade = node -> Files.exists(dir.resolve("kek.key"));
    var node = launch(dir, nodeOf(dir), isMade, "");
    var _ = exited(node.process, millis);
    node.kill();
  }

  private static List<String> nodeOf(Path dir) {
    return List.of(
        "start", "-c", dir.resolve("gatehouse.yaml").toString(), "--dir", dir.toString());
  }

  private static String withService(String configuration, RecordingService service) {
    return configuration.replaceAll(
        "http://127\\.0\\.0\\.1:\\d+(?=\"?\\s*\\])", service.endpoint());
  }

  private static void change(Path dir, UnaryOperator<String> change) {
    var file = dir.resolve("gatehouse.yaml");
    try {
      Files.writeString(file, change.apply(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean ready() {
    var url = json().get("admin").stringValue() + "/readyz";
    return Shell.run(List.of("curl", "-sf", "-o", "/dev/null", url)).exit() == 0;
  }

  private static void stopAtOnce(RunningDemo demo) {
    demo.close();
    if (Files.exists(demo.dir().resolve("demo.json"))) {
      throw new AssertionError("a stop right after the start was not orderly");
    }
  }

  private void await(Predicate<RunningDemo> condition) {
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.test(this)) {
      if (System.nanoTime() > deadline || exited(process, 20)) {
        process.destroyForcibly();
        throw new AssertionError("it did not start:\n" + console());
      }
    }
  }

  private static boolean exited(Process process, long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What {@code demo.json} said, for a node that is started without the demo. */
  private Path note() {
    return dir.resolveSibling(dir.getFileName() + ".json");
  }

  Path dir() {
    return dir;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  Duration startedIn() {
    return startedIn;
  }

  String console() {
    return read(console);
  }

  JsonNode json() {
    var file = dir.resolve("demo.json");
    return JsonMapper.shared().readTree(read(Files.exists(file) ? file : note()));
  }

  String gateway() {
    return json().get("gateway").stringValue();
  }

  String mtlsGateway() {
    return json().get("mtlsGateway").stringValue();
  }

  String issuer() {
    return json().get("issuer").stringValue();
  }

  String route() {
    return json().get("route").stringValue();
  }

  Path ca() {
    return Path.of(json().get("ca").stringValue());
  }

  JsonNode person(String username) {
    for (var person : json().get("people")) {
      if (person.get("username").stringValue().equals(username)) {
        return person;
      }
    }
    throw new AssertionError("no person " + username + " in demo.json");
  }

  /** Runs a command of the product against this instance. */
  Shell.Outcome gatehouse(String... arguments) {
    var command = new ArrayList<String>();
    command.add(Shell.projectRoot().resolve("bin/gatehouse").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--dir", dir.toString()));
    return Shell.run(command);
  }

  /** Sends SIGTERM and tells how long the end took; empty when it did not end in ten seconds. */
  Optional<Duration> terminate() {
    var begin = System.nanoTime();
    process.destroy();
    return exited(process, 10_000)
        ? Optional.of(Duration.ofNanos(System.nanoTime() - begin))
        : Optional.empty();
  }

  /** How it ended, by itself and soon. */
  int exit() {
    if (!exited(process, 30_000)) {
      throw new AssertionError("it still runs:\n" + console());
    }
    return process.exitValue();
  }

  /** Ends everything as a power cut would. */
  void kill() {
    var all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().join());
  }

  @Override
  public void close() {
    if (terminate().isEmpty()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
