package io.gatehouse.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** What the demo prints: what runs, and one command for each kind of credential. */
final class Console {
  private final PrintWriter out;
  private final Path folder;
  private final String gatehouse;

  Console(PrintWriter out, Path folder, Path home) {
    this.out = out;
    this.folder = folder;
    this.gatehouse =
        home.endsWith(Path.of("app", "target", "gatehouse"))
            ? "bin/gatehouse"
            : home.resolve("bin/gatehouse").toString();
  }

  void tell(DemoFile demo, URI admin) {
    out.print(
        text()
            .replace("{gateway}", demo.gateway())
            .replace("{issuer}", demo.issuer())
            .replace("{admin}", admin.toString())
            .replace("{folder}", folder.toString())
            .replace("{gatehouse}", gatehouse)
            .replace("{mtlsGateway}", demo.mtlsGateway().orElseGet(demo::gateway)));
    out.flush();
  }

  private static String text() {
    try (var in = Console.class.getResourceAsStream("console.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
