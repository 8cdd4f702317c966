package io.gatehouse.app.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileReferencesTest {
  @TempDir private Path folder;

  private FileReferences files() throws IOException {
    return files(Files.getOwner(folder).getName());
  }

  private FileReferences files(String user) {
    var environment = Map.of("KEK", "from-the-environment", "BLANK", " ");
    return new FileReferences(folder, user, name -> Optional.ofNullable(environment.get(name)));
  }

  private void put(String mode) throws IOException {
    var file = Files.writeString(folder.resolve("key"), "the secret\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static String refusal(Parsed<?> parsed) {
    return parsed instanceof Parsed.Bad<?> bad ? bad.message() : "";
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------"})
  void aFileOfItsOwnerAloneIsRead(String mode) throws IOException {
    put(mode);

    assertThat(files().secret("file:key"))
        .isInstanceOfSatisfying(
            Parsed.Good.class,
            good ->
                assertThat(((SecretRef) good.value()).readLine().exposeText())
                    .isEqualTo("the secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw--w----", "rw-----w-", "rwx------"})
  void l07_aSecretThatOthersCanTouchIsRefused(String mode) throws IOException {
    put(mode);

    assertThat(refusal(files().secret("file:key"))).contains("open to others", "chmod 600");
  }

  @Test
  void l07_aSecretBehindALinkIsRefused() throws IOException {
    put("rw-------");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("key"));

    assertThat(refusal(files().secret("file:link"))).contains("symbolic link");
  }

  @Test
  void l07_aSecretOfAnotherUserIsRefused() throws IOException {
    put("rw-------");

    assertThat(refusal(files("somebody-else").secret("file:key")))
        .contains("belongs to", "not to somebody-else");
  }

  @Test
  void l07_aSecretInTheFileItselfIsRefusedAndNotRepeated() throws IOException {
    assertThat(refusal(files().secret("hunter2"))).contains("file:PATH").doesNotContain("hunter2");
  }

  @Test
  void aCertificateMayBeReadButNotWrittenByOthers() throws IOException {
    put("rw-r--r--");
    assertThat(files().publicFile("file:key")).isInstanceOf(Parsed.Good.class);

    put("rw-rw-r--");
    assertThat(refusal(files().publicFile("file:key"))).contains("chmod go-w");
  }

  @Test
  void aVariableMustHoldSomething() throws IOException {
    assertThat(files().secret("env:KEK")).isInstanceOf(Parsed.Good.class);
    assertThat(refusal(files().secret("env:BLANK"))).contains("BLANK is not set");
    assertThat(refusal(files().secret("env:ABSENT"))).contains("ABSENT is not set");
  }

  @Test
  void aSecretNeverPrints() throws IOException {
    put("rw-------");
    assertThat(files().secret("env:KEK").toString()).doesNotContain("from-the-environment");
    assertThat(files().secret("file:key").toString()).doesNotContain("the secret");
  }
}
