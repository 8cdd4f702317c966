package io.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignTest {
  private static final String URL = "https://localhost:8443/orders/42?a=1";

  @TempDir private Path folder;

  private CurlRequest read(String line) {
    return CurlRequest.parse(List.of(line.split(" ", -1)), folder);
  }

  @ParameterizedTest
  @CsvSource({
    "curl URL, GET, ''",
    "curl -sS URL, GET, ''",
    "/usr/bin/curl -I URL, HEAD, ''",
    "curl -X DELETE URL, DELETE, ''",
    "curl -XPATCH --json {} URL, PATCH, {}",
    "curl -d a=1 -d b=2 URL, POST, a=1&b=2",
    "curl --data-raw @x URL, POST, @x",
    "curl -d @lines URL, POST, onetwo",
    "curl --data-binary @lines --url URL, POST, 'one\ntwo\n'",
    "curl -T lines URL, PUT, 'one\ntwo\n'",
    "curl --cacert ca.pem -o out -w %{http_code} URL, GET, ''"
  })
  void methodAndBodyAreWhatCurlWouldSend(String line, String method, String body)
      throws IOException {
    Files.writeString(folder.resolve("lines"), "one\ntwo\n");

    var request = read(line.replace("URL", URL));

    assertThat(request.method()).isEqualTo(method);
    assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo(body);
    assertThat(request.url()).hasToString(URL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wget URL",
        "curl",
        "curl URL URL",
        "curl -L URL",
        "curl -u a:b URL",
        "curl -F a=b URL",
        "curl -G -d a=1 URL",
        "curl -d @- URL",
        "curl -K file URL",
        "curl -H @file URL",
        "curl -H Host:x URL",
        "curl -X",
        "curl -d @absent URL",
        "curl https://localhost/a{1,2}"
      })
  void whatCurlWouldSendOtherwiseIsRefused(String line) {
    assertThatThrownBy(() -> read(line.replace("URL", URL)))
        .isInstanceOfSatisfying(Stop.class, s -> assertThat(s.exit()).isEqualTo(Exit.BAD_INPUT));
  }

  private void key(String json) throws IOException {
    var file = Files.writeString(folder.resolve("key.json"), json);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aMessageSignatureIsAdded() throws IOException {
    key("{ \"keyid\": \"k1\", \"secret\": \"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\" }");

    var run =
        new Terminal(folder)
            .type("sign", "--key", "key.json", "--print", "--", "curl", "--json", "{}", URL);

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Content-Digest: sha-256=:", "Signature-Input: sig1=(", "Signature: sig1=:")
        .contains("keyid=\"k1\"", ";created=1795348800");
  }

  @Test
  void aSigv4AuthorizationIsAdded() throws IOException {
    key(
        """
        { "accessKeyId": "AK1", "secretAccessKey": "0123456789abcdef0123456789abcdef",
          "region": "local", "service": "gatehouse" }
        """);

    var run = new Terminal(folder).type("sign", "--key", "key.json", "--print", "--", "curl", URL);

    assertThat(run.out())
        .contains("Authorization: AWS4-HMAC-SHA256 Credential=AK1/20261122/local/gatehouse/")
        .contains("X-Amz-Date: 20261122T120000Z")
        .doesNotContain("0123456789abcdef0123456789abcdef");
  }

  @Test
  void aKeyThatOthersCanReadIsNotUsed() throws IOException {
    key("{}");
    Files.setPosixFilePermissions(
        folder.resolve("key.json"), PosixFilePermissions.fromString("rw-r--r--"));

    var run = new Terminal(folder).type("sign", "--key", "key.json", "--", "curl", URL);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("chmod 600");
  }
}
