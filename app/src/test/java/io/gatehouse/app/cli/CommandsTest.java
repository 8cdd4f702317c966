package io.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CommandsTest {
  @TempDir private Path folder;
  private Terminal terminal = new Terminal(Path.of(""));

  @BeforeEach
  void sitDown() {
    terminal = new Terminal(folder);
  }

  @Test
  void withoutArgumentsTheFiveTasksArePrinted() throws IOException {
    var run = terminal.type();

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("gatehouse demo", "gatehouse init", "gatehouse start", "gatehouse keys create")
        .contains("gatehouse explain");
  }

  /** A command, or a group with its verbs. */
  static Stream<String> commands() {
    var groups =
        Map.of(
            "keys", "create list roll revoke",
            "hmac", "create list roll revoke",
            "clients", "add list revoke invite",
            "sessions", "list revoke",
            "tokens", "list revoke",
            "consents", "list revoke",
            "cert", "issue list revoke",
            "signing-keys", "list rotate compromised",
            "audit", "verify export",
            "kek", "rotate");
    var verbs =
        groups.entrySet().stream()
            .flatMap(group ->
                Stream.of(group.getValue().split(" ", -1))
                    .map(verb -> group.getKey() + " " + verb));
    var alone =
        Stream.of("demo", "start", "validate", "init", "people", "sign", "explain", "version");
    return Stream.of(alone, groups.keySet().stream(), verbs).flatMap(words -> words);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpAndJson(String command) throws IOException {
    var run = terminal.type((command + " --help").split(" ", -1));

    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("Usage: gatehouse " + command, "--json", "--help");
  }

  @Test
  void anUnknownCommandIsBadInput() throws IOException {
    var run = terminal.type("strat");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("strat").contains("gatehouse --help").doesNotContain("\tat ");
  }

  @Test
  void aGroupWithoutAVerbSaysWhichThereAre() throws IOException {
    var run = terminal.type("keys");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("create, list, roll, revoke");
  }

  @Test
  void demoTakesAFolderAndPorts() throws IOException {
    terminal.type("demo");
    terminal.type("demo", "--dir", "d", "--ports", "0");

    assertThat(terminal.started())
        .containsExactly("demo in demo at OptionalInt.empty", "demo in d at OptionalInt[0]");
  }

  @Test
  void startReadsTheFileFirst() throws IOException {
    Files.writeString(folder.resolve("g.yaml"), "gatehouse: 1\n");
    Files.writeString(folder.resolve("broken.yaml"), "gatehouse: 1\nlisen: 1\n");

    assertThat(terminal.type("start", "-c", "g.yaml").exit()).isZero();
    assertThat(terminal.type("start", "-c", "broken.yaml").exit()).isEqualTo(2);
    assertThat(terminal.type("start").exit()).isEqualTo(2);

    assertThat(terminal.started()).containsExactly("node of g.yaml in gatehouse-state");
  }

  @Test
  void validateSaysEverythingAtOnce() throws IOException {
    Files.writeString(folder.resolve("g.yaml"), "gatehouse: 1\nlisen: 1\naudit: maybe\n");

    var run = terminal.type("validate", "g.yaml");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("g.yaml:2:1: lisen:", "Did you mean `listen`?", "g.yaml:3:8: audit:")
        .contains("2 problems; nothing was changed.");
  }

  @Test
  void validateAnswersInJsonToo() throws IOException {
    Files.writeString(folder.resolve("g.yaml"), "gatehouse: 1\nlisen: 1\n");

    var run = terminal.type("validate", "g.yaml", "--json");

    assertThat(run.exit()).isEqualTo(2);
    var json = Json.read(run.out()).orElseThrow();
    assertThat(json.path("valid").booleanValue()).isFalse();
    assertThat(json.path("problems").path(0).path("line").intValue()).isEqualTo(2);
    assertThat(json.path("problems").path(0).path("suggestion").stringValue())
        .isEqualTo("Did you mean `listen`?");
  }

  @Test
  void aFileThatIsNotThereIsOneSentence() throws IOException {
    var run = terminal.type("validate", "absent.yaml");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("absent.yaml:1:1: There is no such file.");
  }

  @Test
  void versionAnswers() throws IOException {
    assertThat(terminal.type("version").out()).startsWith("Gatehouse ").contains("Java 25");
    assertThat(terminal.type("version", "--json").out()).startsWith("{\"version\":");
  }

  @Test
  void initWritesAFileThatPassesValidate() throws IOException {
    var answers = List.of("", "ldap.example.com", "ldaps://ldap.example.com", "", "", "pw", "", "");
    var run = terminal.typeWithInput(String.join("\n", answers), "init");

    assertThat(run.err()).contains("Expected an LDAP server");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(terminal.started())
        .containsExactly("bind to ldaps://ldap.example.com as cn=gatehouse,dc=example,dc=com");
    assertThat(folder.resolve("ldap.pw")).hasContent("pw");
    assertThat(terminal.type("validate", "gatehouse.yaml").exit()).isZero();
  }

  @Test
  void initWritesNothingWhenTheDirectoryDoesNotAnswer() throws IOException {
    terminal.directorySays("ldaps://ldap.example.com does not answer.");
    var run = terminal.typeWithInput("\nldaps://ldap.example.com\n\n\npw\n\n", "init");

    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains("does not answer", "Nothing was written");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void initNeverOverwrites() throws IOException {
    Files.writeString(folder.resolve("gatehouse.yaml"), "mine");

    assertThat(terminal.typeWithInput("\n\n\n", "init").exit()).isEqualTo(2);
    assertThat(folder.resolve("gatehouse.yaml")).hasContent("mine");
  }
}
