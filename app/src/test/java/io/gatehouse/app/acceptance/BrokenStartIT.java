package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot be says so in a sentence and leaves everything as it was. */
class BrokenStartIT {
  private static final int BAD_INPUT = 2;
  private static final int UNREACHABLE = 4;
  private static final String WHOLE =
      """
      gatehouse: 1
      listen:    { https: 127.0.0.1:%d }
      admin:     { listen: 127.0.0.1:%d }
      sts:       { listen: { https: 127.0.0.1:%d }, issuer: "https://localhost:9443" }
      services:  { orders: { endpoints: ["http://127.0.0.1:9"] } }
      credentials: { partner: { api_key: {} } }
      routes:    [{ from: /orders/**, to: orders, accept: [partner], allow: [{ name: anyone }] }]
      """;

  @TempDir Path scratch;

  @Test
  void aPortThatIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var file = file(WHOLE.formatted(taken.getLocalPort(), free(), free()));
      assertSentence(start(file, "state"), BAD_INPUT, "" + taken.getLocalPort());
    }
  }

  @Test
  void aFolderThatIsAFile() throws IOException {
    Files.writeString(scratch.resolve("state"), "not a folder");
    var file = file(WHOLE.formatted(free(), free(), free()));
    assertSentence(start(file, "state"), BAD_INPUT, "state");
    assertThat(scratch.resolve("state")).hasContent("not a folder");
  }

  @Test
  void aStateFolderThatIsNotOurs() throws IOException {
    var state = scratch.resolve("state");
    Files.createDirectory(
        state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(state.resolve("gatehouse.db"), "SQLite format 3, or so it says");
    var file = file(WHOLE.formatted(free(), free(), free()));
    assertSentence(start(file, "state"), BAD_INPUT, "kek.key", "an empty folder");
    assertThat(state.resolve("gatehouse.db")).hasContent("SQLite format 3, or so it says");
  }

  /** Nobody makes folders there, root included: permissions alone would not stop it. */
  @Test
  void aFolderThatCannotBeWritten() throws IOException {
    var file = file(WHOLE.formatted(free(), free(), free()));
    var outcome = start(file, "/sys/gatehouse-state");
    assertSentence(outcome, BAD_INPUT, "/sys/gatehouse-state", "--dir");
    assertThat(outcome.errors().strip()).hasLineCount(1);
  }

  /** One that is there, is private, and takes no file from anybody. */
  @Test
  void aFolderThatIsThereAndCannotBeWritten() throws IOException {
    var file = file(WHOLE.formatted(free(), free(), free()));
    var outcome = start(file, "/proc/self/map_files");
    assertSentence(outcome, BAD_INPUT, "/proc/self/map_files", "--dir");
    assertThat(outcome.errors().strip()).hasLineCount(1);
  }

  @Test
  void aStateFolderThatIsHalfThere() throws IOException {
    var state = scratch.resolve("state");
    Files.createDirectory(
        state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var key = secret("state/kek.key", "A".repeat(43) + "=\n");
    var store = secret("state/gatehouse.db", "SQLite format 3\0\u0010");
    var file = file(WHOLE.formatted(free(), free(), free()));
    assertSentence(start(file, "state"), BAD_INPUT, "gatehouse.db");
    assertThat(store).hasContent("SQLite format 3\0\u0010");
    Files.writeString(key, "AAAA");
    assertSentence(start(file, "state"), BAD_INPUT, "kek.key");
    assertThat(key).hasContent("AAAA");
  }

  @Test
  void aDirectoryThatTakesConnectionsAndSaysNothing() throws IOException {
    secret("ldap.pw", "secret");
    try (var silent = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
      var directory =
          "directory: { ldap: [ldaps://127.0.0.1:%d], base: dc=example,dc=org, bind: { dn: cn=a, password: file:ldap.pw } }\n"
              .formatted(silent.getLocalPort());
      var file = file(WHOLE.formatted(free(), free(), free()) + directory);
      assertSentence(start(file, "state"), UNREACHABLE, "" + silent.getLocalPort());
    }
  }

  @Test
  void aDirectoryThatDoesNotAnswer() throws IOException {
    var password = scratch.resolve("ldap.pw");
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, "secret");
    var port = free();
    var directory =
        "directory: { ldap: [ldaps://127.0.0.1:%d], base: dc=example,dc=org, bind: { dn: cn=a, password: file:ldap.pw } }\n"
            .formatted(port);
    var file = file(WHOLE.formatted(free(), free(), free()) + directory);
    assertSentence(start(file, "state"), UNREACHABLE, "" + port);
  }

  @Test
  void g10_aDirectoryWithAnotherNameInItsCertificateIsToldNothing() throws IOException {
    try (var server = OpenLdap.start(scratch.resolve("slapd"))) {
      var text = server.configuration();
      var good = file(WHOLE.formatted(free(), free(), free()) + "directory: " + text + "\n");
      assertThat(validate(good).exit()).isZero();
      var renamed = text.replace("ldaps://127.0.0.1", "ldaps://localhost");
      var file = file(WHOLE.formatted(free(), free(), free()) + "directory: " + renamed + "\n");
      assertSentence(start(file, "state"), UNREACHABLE, "localhost");
      var stranger = text.replaceFirst(", ca: file:[^ }]*", "");
      file = file(WHOLE.formatted(free(), free(), free()) + "directory: " + stranger + "\n");
      assertSentence(start(file, "state"), UNREACHABLE, "127.0.0.1");
    }
  }

  @Test
  void l07_aKeyThatOthersMayReadOrThatIsALink() throws IOException {
    var key = secret("kek.key", "A".repeat(43) + "=");
    var whole = WHOLE.formatted(free(), free(), free()) + "secrets: { kek: file:kek.key }\n";
    assertThat(validate(file(whole)).errors()).doesNotContain("0600");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertSentence(start(file(whole), "state"), BAD_INPUT, "kek.key", "chmod 600");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw--w----"));
    assertSentence(validate(file(whole)), BAD_INPUT, "kek.key", "chmod 600");
    Files.move(key, scratch.resolve("real.key"));
    Files.setPosixFilePermissions(
        scratch.resolve("real.key"), PosixFilePermissions.fromString("rw-------"));
    Files.createSymbolicLink(key, scratch.resolve("real.key"));
    assertSentence(start(file(whole), "state"), BAD_INPUT, "kek.key", "link");
    assertThat(scratch.resolve("state")).doesNotExist();
  }

  private Path secret(String name, String text) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    return Files.writeString(Files.createFile(scratch.resolve(name), mode), text);
  }

  private static Shell.Outcome validate(Path file) {
    var launcher = Shell.projectRoot().resolve("bin/gatehouse").toString();
    return Shell.run(List.of(launcher, "validate", file.toString()));
  }

  @Test
  void aConfigurationWithTwoMistakes() throws IOException {
    var file =
        file(
            WHOLE
                .formatted(free(), free(), free())
                .replace("admin:", "admni:")
                .replace("accept", "acept"));
    var outcome = start(file, "state");
    assertSentence(outcome, BAD_INPUT, "yaml:3:", "`admin`", "yaml:7:", "`accept`");
    assertThat(scratch.resolve("state")).doesNotExist();
  }

  private static void assertSentence(Shell.Outcome outcome, int exit, String... words) {
    assertThat(outcome.exit()).as(outcome.errors() + outcome.text()).isEqualTo(exit);
    assertThat(outcome.errors())
        .contains(words)
        .doesNotContain("Exception", "\tat ", "a bug in Gatehouse");
  }

  private static Shell.Outcome start(Path file, String state) {
    var launcher = Shell.projectRoot().resolve("bin/gatehouse").toString();
    var dir = file.resolveSibling(state).toString();
    return Shell.run(
        List.of(launcher, "start", "-c", file.toString(), "--dir", dir),
        new byte[0],
        Duration.ofSeconds(30));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(scratch.resolve("gatehouse.yaml"), text);
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
