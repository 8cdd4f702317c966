package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The npm package openid-client against a started product. Its script, in {@code
 * src/test/clients/openid-client}, prints a line for each check; each line is a test here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenidClientIT {
  private static final Path SOURCES =
      Shell.projectRoot().resolve("app/src/test/clients/openid-client");

  private final List<String> lines;

  OpenidClientIT(@TempDir Path scratch) throws IOException {
    var installed = scratch.resolve("client");
    copySources(installed);
    var install = List.of("npm", "ci", "--prefix", installed.toString());
    var npm = Shell.run(install, new byte[0], Duration.ofMinutes(2));
    assertThat(npm.exit()).as(npm.errors()).isZero();
    try (var party = RelyingParty.open(scratch)) {
      lines = party.run(installed.resolve("main.mjs"));
    }
  }

  private static void copySources(Path target) throws IOException {
    Files.createDirectory(target);
    try (var files = Files.list(SOURCES)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> whatTheClientDid() {
    return lines.stream()
        .filter(line -> line.startsWith("ok ") || line.startsWith("not ok "))
        .map(line -> DynamicTest.dynamicTest(line, () -> assertThat(line).startsWith("ok ")));
  }

  @Test
  void itCameToItsEnd() {
    assertThat(lines).last().asString().startsWith("done");
    assertThat(lines).hasSizeGreaterThan(20);
  }
}
