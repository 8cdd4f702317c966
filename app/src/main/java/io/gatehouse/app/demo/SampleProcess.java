package io.gatehouse.app.demo;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.cli.Stop;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The demo's service in a process of its own; it ends with its input, so it cannot outlive us. */
public final class SampleProcess implements AutoCloseable {
  private static final List<String> SMALL =
      List.of(
          "-Xms6m",
          "-Xmx20m",
          "-Xss256k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:TrimNativeHeapInterval=1000",
          "-XX:ReservedCodeCacheSize=12m",
          "-XX:MaxMetaspaceSize=32m",
          "-Djdk.virtualThreadScheduler.parallelism=1",
          "-Dslf4j.internal.verbosity=ERROR");

  private final Process process;

  private SampleProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it; {@link #awaitListening} tells when it can be called.
   *
   * @param home the distribution's folder
   * @param arguments as the sample's own documentation names them
   */
  static SampleProcess start(Path home, List<String> arguments) {
    var command =
        new java.util.ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(SMALL);
    command.addAll(sharedClasses(home));
    command.addAll(List.of("-cp", jars(home.resolve("sample")), "io.gatehouse.sample.Sample"));
    command.addAll(arguments);
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return new SampleProcess(process);
    } catch (IOException e) {
      throw new UncheckedIOException("the sample service cannot be started", e);
    }
  }

  /** What was learnt when the distribution was built. */
  private static List<String> sharedClasses(Path home) {
    var cache = home.resolve("sample.aot");
    return Files.isReadable(cache)
        ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off")
        : List.of();
  }

  private static String jars(Path folder) {
    try (var files = Files.list(folder)) {
      return files
          .map(Path::toString)
          .filter(name -> name.endsWith(".jar"))
          .sorted()
          .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException("the sample service is not in " + folder, e);
    }
  }

  /** Returns when it listens. */
  void awaitListening() {
    if (!says()) {
      throw new Stop(
          Exit.BAD_INPUT,
          "The sample service did not start; see the lines above. Its port may be taken: choose a"
              + " new folder with --dir.");
    }
  }

  private boolean says() {
    try {
      return new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
              .readLine()
          != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
