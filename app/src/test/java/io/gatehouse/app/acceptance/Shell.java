package io.gatehouse.app.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs other people's programs. */
final class Shell {
  private Shell() {}

  /** What a program left behind. */
  record Outcome(int exit, byte[] output, String errors) {
    String text() {
      return new String(output, StandardCharsets.UTF_8);
    }
  }

  static Path projectRoot() {
    var here = Path.of("").toAbsolutePath();
    return here.endsWith("app") ? here.resolve("..").normalize() : here;
  }

  /** A program beside the sources; the product is run as this build left it, never rebuilt. */
  static ProcessBuilder program(List<String> command) {
    var builder = new ProcessBuilder(command).directory(projectRoot().toFile());
    builder
        .environment()
        .putIfAbsent("GATEHOUSE_HOME", projectRoot().resolve("app/target/gatehouse").toString());
    return builder;
  }

  static Outcome run(List<String> command) {
    return run(command, new byte[0], Duration.ofSeconds(30));
  }

  static Outcome run(List<String> command, byte[] input, Duration limit) {
    try {
      var process = program(command).start();
      var output = CompletableFuture.supplyAsync(() -> readAll(process.getInputStream()));
      var errors = CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()));
      try (var stdin = process.getOutputStream()) {
        stdin.write(input);
      }
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still running after " + limit + ": " + command);
      }
      var said = new String(errors.join(), StandardCharsets.UTF_8);
      return new Outcome(process.exitValue(), output.join(), said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static byte[] readAll(java.io.InputStream stream) {
    try (stream) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
