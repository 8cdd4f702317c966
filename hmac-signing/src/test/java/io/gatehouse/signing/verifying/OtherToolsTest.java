package io.gatehouse.signing.verifying;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures made by tools of other makers. */
class OtherToolsTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String ID = "GHAKAAAABBBBCCCCDDDD";

  @TempDir Path folder;

  @Test
  void aMacByOpensslIsAccepted() throws Exception {
    var bench = SignatureBench.in(folder);
    var input = "(\"@method\" \"@target-uri\");created=" + bench.now() + ";keyid=\"k1\"";
    var text =
        """
        "@method": GET
        "@target-uri": https://api.example.com/orders/42
        "@signature-params": %s\
        """
            .formatted(input);
    var key = "hexkey:" + HexFormat.of().formatHex(SignatureBench.ROOT);
    var mac = run(text, "openssl", "dgst", "-binary", "-sha256", "-mac", "HMAC", "-macopt", key);
    var request =
        Received.of("GET", "/orders/42")
            .with("Signature-Input", "s=" + input)
            .with("Signature", "s=:" + Base64.getEncoder().encodeToString(mac) + ":");
    assertThat(bench.status(request)).isEqualTo(200);
  }

  private static byte[] run(String input, String... command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(UTF_8));
    }
    var output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(new String(output, UTF_8)).isZero();
    return output;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/orders/42",
        "/orders/42?call=1",
        "/orders/42?b=2&a=1&c=",
        "/orders/42?x=2&x=1",
        "/orders/%7Ea%20b/c:d@e?q=%C3%A9+%2F",
        "/a//b",
      })
  void aGetByCurlIsAccepted(String target) throws Exception {
    assertThat(statusOfCurl(target)).isEqualTo(200);
  }

  @Test
  void aPostByCurlIsAccepted() throws Exception {
    assertThat(
            statusOfCurl(
                "/orders", "--data", "{\"item\":\"lamp\"}", "-H", "Content-Type: application/json"))
        .isEqualTo(200);
    assertThat(statusOfCurl("/orders", "--data", "a=1&b=2", "-H", "X-Amz-Meta: some  text"))
        .isEqualTo(200);
    assertThat(statusOfCurl("/orders", "-X", "DELETE")).isEqualTo(200);
  }

  @Test
  void aPostByCurlWithAnotherBodyIsRefused() throws Exception {
    var bench = new Bench(folder);
    var request = captured("/orders", "--data", "{\"item\":\"lamp\"}");
    assertThat(Bench.status(judged(bench, request.again().body("{\"item\":\"gold\"}"))))
        .isEqualTo(401);
    assertThat(Bench.status(judged(bench, request))).isEqualTo(200);
  }

  private int statusOfCurl(String target, String... options) throws Exception {
    return Bench.status(judged(new Bench(folder), captured(target, options)));
  }

  private static Attempt judged(Bench bench, Received request) {
    bench.issued.add(CredentialKind.SIGV4, ID, SECRET.getBytes(UTF_8));
    var time = request.values("x-amz-date").getFirst();
    var iso = time.replaceFirst("(....)(..)(..)T(..)(..)(..)Z", "$1-$2-$3T$4:$5:$6Z");
    bench.clock.advance(Duration.between(bench.clock.instant(), Instant.parse(iso)));
    var authenticator =
        new SigV4Authenticator(
            bench.registers, SigV4Policy.strict("local", "gatehouse"), bench.clock);
    return Bench.ask(authenticator, new Credential.AwsSignature(), request);
  }

  /** What curl puts on the wire. */
  private static Received captured(String target, String... options) throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var url = "http://127.0.0.1:" + listener.getLocalPort() + target;
      var command = new ArrayList<>(List.of("curl", "-s", "--path-as-is", "--max-time", "10", url));
      command.addAll(
          List.of("--aws-sigv4", "aws:amz:local:gatehouse", "--user", ID + ":" + SECRET));
      command.addAll(List.of(options));
      var curl = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var connection = listener.accept()) {
        var request = read(connection.getInputStream());
        connection
            .getOutputStream()
            .write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
        return request;
      } finally {
        curl.destroy();
      }
    }
  }

  private static Received read(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    var lines = head.toString().split("\r\n", -1);
    var first = lines[0].split(" ", -1);
    var request = Received.of(first[0], first[1]).without("Host");
    for (int i = 1; i < lines.length - 2; i++) {
      int colon = lines[i].indexOf(':');
      request = request.with(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
    }
    request = request.authority(request.values("host").getFirst());
    var length = request.values("content-length");
    return length.isEmpty()
        ? request
        : request.body(new String(in.readNBytes(Integer.parseInt(length.getFirst())), UTF_8));
  }
}
