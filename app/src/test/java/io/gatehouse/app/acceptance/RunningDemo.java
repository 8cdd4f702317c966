package io.gatehouse.app.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bin/gatehouse demo} in a folder of its own, and what its {@code demo.json} says. */
final class RunningDemo implements AutoCloseable {
  private final Path dir;
  private final Process process;
  private final Path console;
  private final Duration startedIn;

  private RunningDemo(Path dir, Process process, Path console, Duration startedIn) {
    this.dir = dir;
    this.process = process;
    this.console = console;
    this.startedIn = startedIn;
  }

  /** Starts on free ports and waits for {@code demo.json}. */
  static RunningDemo start(Path dir) {
    try {
      Files.createDirectories(dir.getParent());
      var console = dir.resolveSibling(dir.getFileName() + ".out");
      var begin = System.nanoTime();
      var process =
          Shell.program(
                  List.of(
                      Shell.projectRoot().resolve("bin/gatehouse").toString(),
                      "demo",
                      "--dir",
                      dir.toString(),
                      "--ports",
                      "0"))
              .redirectErrorStream(true)
              .redirectOutput(console.toFile())
              .start();
      await(process, dir.resolve("demo.json"), console);
      return new RunningDemo(dir, process, console, Duration.ofNanos(System.nanoTime() - begin));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A demo whose service is the test's own: its configuration is copied and changed by hand. */
  static RunningDemo startWithService(Path dir, RecordingService service) {
    try {
      stopAtOnce(start(dir));
      var file = dir.resolve("gatehouse.yaml");
      var changed =
          Files.readString(file)
              .replaceAll("http://127\\.0\\.0\\.1:\\d+(?=\\s*\\])", service.endpoint());
      Files.writeString(file, changed);
      return start(dir);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stopAtOnce(RunningDemo demo) {
    demo.close();
    if (Files.exists(demo.dir().resolve("demo.json"))) {
      throw new AssertionError("a stop right after the start was not orderly");
    }
  }

  private static void await(Process process, Path file, Path console) throws IOException {
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!Files.exists(file)) {
      if (System.nanoTime() > deadline || exited(process, 20)) {
        process.destroyForcibly();
        throw new AssertionError("the demo did not start:\n" + Files.readString(console));
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
    return JsonMapper.shared().readTree(read(dir.resolve("demo.json")));
  }

  String gateway() {
    return json().get("gateway").stringValue();
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
