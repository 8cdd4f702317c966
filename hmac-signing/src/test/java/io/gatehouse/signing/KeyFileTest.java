package io.gatehouse.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
  private static final String SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @TempDir Path folder;

  private KeyFile.Reading read(String text, String mode) throws IOException {
    var file = folder.resolve("key");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return KeyFile.read(file);
  }

  private SigningKey key(String text) throws IOException {
    var reading = read(text, "rw-------");
    assertThat(reading).isInstanceOf(KeyFile.Reading.Read.class);
    return ((KeyFile.Reading.Read) reading).key();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"keyid\":\"k1\",\"secret\":\"" + SECRET + "\"}",
        " {\n \"keyid\" : \"\\u006b1\" , \"secretBase64\":\"" + SECRET + "\" , \"x\":\"\\n\\/\"}\n",
        "# a comment\nkeyid=k1\nsecret=" + SECRET + "\n",
      })
  void anHmacKeyIsReadFromJsonOrProperties(String text) throws IOException {
    var key = key(text);
    assertThat(key.id()).isEqualTo("k1");
    assertThat(key).isInstanceOf(HmacKey.class).hasToString("HmacKey[k1]");
  }

  @Test
  void aSigV4KeyIsRead() throws IOException {
    var key =
        key("accessKeyId=GHAK1\nsecretAccessKey=topsecret\nregion=local\nservice=gatehouse\n");
    assertThat(key.id()).isEqualTo("GHAK1");
    assertThat(key).isInstanceOf(SigV4Credentials.class).hasToString("SigV4Credentials[GHAK1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rwxrwxrwx"})
  void aFileThatOthersCanReadIsRefusedWithTheRemedy(String mode) throws IOException {
    assertThat(read("keyid=k1\nsecret=" + SECRET, mode).toString())
        .contains("chmod 600")
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"keyid\":\"k1\"}",
        "{\"keyid\":\"k1\",\"secret\":1}",
        "{\"keyid\":\"k1\",\"secret\":\"AAAA\"}",
        "{\"keyid\":\"k1\",\"keyid\":\"k2\",\"secret\":\"" + SECRET + "\"}",
        "{\"keyid\":\"k1\",\"secret\":\"" + SECRET + "\"} x",
        "{\"keyid\":\"k1\",\"secret\":\"" + SECRET,
        "keyid=k1\nsecret=not base64",
        "keyid=\\uZZZZ",
        "accessKeyId=GHAK1\nsecretAccessKey=s\nregion=local\n",
      })
  void anythingElseIsRefusedInOneSentence(String text) throws IOException {
    assertThat(read(text, "rw-------")).isInstanceOf(KeyFile.Reading.Unusable.class);
  }

  @Test
  void aMissingFileIsRefused() {
    assertThat(KeyFile.read(folder.resolve("none"))).isInstanceOf(KeyFile.Reading.Unusable.class);
  }
}
