package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The archive that is released. */
class ArchiveIT {
  private static final Path HOME = Shell.projectRoot().resolve("app/target/gatehouse");

  @TempDir Path scratch;

  @Test
  void packedTwiceItIsTheSameBytesAndRunsWhereItIsUnpacked() throws Exception {
    var first = pack("first.tar.gz", "umask 022");
    var second = pack("second.tar.gz", "umask 077; TZ=Asia/Seoul; LC_ALL=C; export TZ LC_ALL");
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);

    sh("tar xzf " + first + " -C " + scratch);
    var unpacked = scratch.resolve(sh("tar tzf " + first + " | head -n 1").strip());
    assertThat(sh("env -u GATEHOUSE_HOME " + unpacked.resolve("bin/gatehouse") + " version"))
        .startsWith("Gatehouse ");
    assertThat(listed(unpacked.resolve("sbom.cdx.json")))
        .isEqualTo(jars(unpacked))
        .isEqualTo(jars(HOME));
    theWholeDemoRuns(unpacked);
  }

  /** Its own programs and files only; {@code demo.json} is written when everything answers. */
  private void theWholeDemoRuns(Path unpacked) throws Exception {
    var dir = scratch.resolve("demo");
    var program =
        new ProcessBuilder(
            unpacked.resolve("bin/gatehouse").toString(),
            "demo",
            "--dir",
            dir + "",
            "--ports",
            "0");
    program.environment().remove("GATEHOUSE_HOME");
    program.environment().put("GATEHOUSE_JAVA_OPTIONS", "-Djava.io.tmpdir=" + scratch);
    var console = scratch.resolve("demo.out");
    var demo = program.redirectErrorStream(true).redirectOutput(console.toFile()).start();
    try {
      var deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      while (!Files.exists(dir.resolve("demo.json"))) {
        assertThat(demo.waitFor(50, TimeUnit.MILLISECONDS)).as("it ended").isFalse();
        assertThat(System.nanoTime()).isLessThan(deadline);
      }
      assertThat(sh("tail -n 1 " + console)).contains("people disable bob");
    } finally {
      demo.destroy();
      assertThat(demo.onExit().join().isAlive()).isFalse();
    }
  }

  private Path pack(String name, String before) {
    var archive = scratch.resolve(name);
    sh(before + "; " + Shell.projectRoot().resolve("bin/pack") + " " + HOME + " " + archive);
    return archive;
  }

  private static String sh(String command) {
    var outcome = Shell.run(List.of("sh", "-c", command), new byte[0], Duration.ofSeconds(60));
    assertThat(outcome.exit()).as("%s: %s", command, outcome.errors()).isZero();
    return outcome.text();
  }

  private static Set<String> listed(Path bill) throws IOException {
    var names = new TreeSet<String>();
    for (var part : JsonMapper.shared().readTree(Files.readString(bill)).get("components")) {
      var purl = part.get("purl").stringValue();
      names.add(
          purl.replaceFirst("pkg:maven/[^/]+/", "").replace('@', '-').replace("?classifier=", "-")
              + ".jar");
    }
    return names;
  }

  private static Set<String> jars(Path distribution) throws IOException {
    var names = new TreeSet<String>();
    for (var folder : List.of("lib", "sample")) {
      try (var files = Files.list(distribution.resolve(folder))) {
        files.forEach(file -> names.add(file.getFileName().toString()));
      }
    }
    return names;
  }
}
