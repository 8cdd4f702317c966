package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Client certificates from their issue to their end, with openssl and curl. */
class CertificatesIT {
  private static final Duration REVOKED_WITHIN = Duration.ofSeconds(2);

  @TempDir static Path scratch;
  private static RunningDemo demo;

  @BeforeAll
  static void start() {
    demo = RunningDemo.start(scratch.resolve("demo"));
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static Path file(String name) {
    return scratch.resolve(name);
  }

  private static Shell.Outcome openssl(String... arguments) {
    var command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    return Shell.run(command);
  }

  private static Shell.Outcome issue(String name, String... more) {
    var command = new ArrayList<>(List.of("cert", "issue", "--owner", "alice"));
    command.addAll(List.of("--scope", "orders.read", "--expires", "30d"));
    command.addAll(List.of("--out", file(name + ".pem").toString()));
    command.addAll(List.of(more));
    return demo.gatehouse(command.toArray(String[]::new));
  }

  private static int call(String certificate, String key) {
    return called(demo.mtlsGateway() + demo.route(), certificate, key).status();
  }

  private static Curl called(String url, String certificate, String key, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(url, "--cert", file(certificate).toString(), "--key", file(key).toString()));
    arguments.addAll(List.of(more));
    return Curl.call(demo, arguments.toArray(String[]::new));
  }

  private static String id(String name) {
    var serial = openssl("x509", "-in", file(name).toString(), "-noout", "-serial").text();
    return serial.strip().replace("serial=", "").toLowerCase(java.util.Locale.ROOT);
  }

  /** The list as it is served now. */
  private static Path list() {
    var target = file("crl.der");
    var got =
        Shell.run(
            List.of(
                "curl",
                "-sSf",
                "--cacert",
                demo.ca().toString(),
                "-o",
                target.toString(),
                demo.gateway() + "/.gatehouse/crl.der"));
    assertThat(got.exit()).as(got.errors()).isZero();
    return target;
  }

  private static Shell.Outcome verify(String name, Path list) {
    return openssl(
        "verify",
        "-purpose",
        "sslclient",
        "-crl_check",
        "-CAfile",
        demo.ca().toString(),
        "-CRLfile",
        list.toString(),
        file(name).toString());
  }

  @Test
  void aNewKeyAndCertificateCallAtOnceUntilTheyAreRevoked() throws IOException {
    var issued = issue("made");
    assertThat(issued.exit()).as(issued.errors()).isZero();
    for (var name : List.of("made.pem", "made.key")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(name))))
          .isEqualTo("rw-------");
    }
    assertThat(call("made.pem", "made.key")).isEqualTo(200);
    assertThat(verify("made.pem", list()).text()).contains("OK");

    var revoked = demo.gatehouse("cert", "revoke", id("made.pem"));
    assertThat(revoked.exit()).as(revoked.errors()).isZero();
    var deadline = System.nanoTime() + REVOKED_WITHIN.toNanos();
    while (call("made.pem", "made.key") != 401) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
    assertThat(verify("made.pem", list()).errors()).contains("certificate revoked");
    assertThat(verify("made.pem", demo.dir().resolve("crl.pem")).errors())
        .contains("certificate revoked");
    assertThat(demo.gatehouse("cert", "list").text()).contains(id("made.pem")).contains("revoked");
  }

  @Test
  void f02_aResumedSessionIsWorthNothingAfterTheRevocation() {
    assertThat(issue("resuming").exit()).isZero();
    assertThat(session("-sess_out")).contains("New, TLSv1.3").contains("HTTP/1.1 200 ");
    assertThat(session("-sess_in")).contains("Reused, TLSv1.3").contains("HTTP/1.1 200 ");

    assertThat(demo.gatehouse("cert", "revoke", id("resuming.pem")).exit()).isZero();
    var deadline = System.nanoTime() + REVOKED_WITHIN.toNanos();
    var seen = session("-sess_in");
    while (!seen.contains("HTTP/1.1 401 ")) {
      assertThat(System.nanoTime()).as(seen).isLessThan(deadline);
      seen = session("-sess_in");
    }
    assertThat(seen).contains("Reused, TLSv1.3");
  }

  /** One call with openssl, which keeps its session or goes on with the one it kept. */
  private static String session(String verb) {
    var url = URI.create(demo.mtlsGateway());
    var call =
        "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
            .formatted(demo.route(), url.getAuthority());
    var command =
        new ArrayList<>(List.of("openssl", "s_client", "-ign_eof", "-servername", "localhost"));
    command.addAll(List.of("-connect", "127.0.0.1:" + url.getPort()));
    command.addAll(List.of("-CAfile", demo.ca().toString(), verb, file("session").toString()));
    command.addAll(List.of("-cert", file("resuming.pem").toString()));
    command.addAll(List.of("-key", file("resuming.key").toString()));
    return Shell.run(command, call.getBytes(US_ASCII), Duration.ofSeconds(10)).text();
  }

  @Test
  void f15_aSigningRequestGivesItsKeyAndNothingElse() {
    request("own", "-subj", "/CN=root");
    var issued = issue("own", "--csr", file("own.csr").toString());
    assertThat(issued.exit()).as(issued.errors()).isZero();
    var seen = called(demo.mtlsGateway() + demo.route(), "own.pem", "own-key.pem").json();
    assertThat(text(seen.get("identity"), "sub")).isEqualTo(text(demo.person("alice"), "sub"));
    assertThat(text(seen.get("identity"), "azp")).isEqualTo(id("own.pem"));

    assertThat(issue("copied", "--csr", file("own.csr").toString()).errors())
        .contains(id("own.pem"), "already");
    assertThat(issue("renewed", "--csr", file("own.csr").toString(), "--renew").exit()).isZero();

    request("greedy", "-subj", "/CN=root", "-addext", "basicConstraints=critical,CA:TRUE");
    var refused = issue("greedy", "--csr", file("greedy.csr").toString());
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.errors()).contains("template");
    assertThat(file("greedy.pem")).doesNotExist();
  }

  private static void request(String name, String... more) {
    var command =
        new ArrayList<>(
            List.of("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"));
    command.addAll(List.of("-nodes", "-keyout", file(name + "-key.pem").toString()));
    command.addAll(List.of("-out", file(name + ".csr").toString()));
    command.addAll(List.of(more));
    var made = openssl(command.toArray(String[]::new));
    assertThat(made.exit()).as(made.errors()).isZero();
  }

  @Test
  void b39_aTokenBoundToACertificateOpensNothingWithoutIt() throws IOException {
    assertThat(issue("holder").exit()).isZero();
    assertThat(issue("sibling").exit()).isZero();
    var client = boundClient();
    var token = token(client, "holder");
    var bearer = "Authorization: Bearer " + token;
    var url = demo.mtlsGateway() + demo.route();
    assertThat(called(url, "holder.pem", "holder.key", "-H", bearer).status()).isEqualTo(200);
    assertThat(called(url, "sibling.pem", "sibling.key", "-H", bearer).status()).isEqualTo(401);
    assertThat(Curl.call(demo, url, "-H", bearer).status()).isEqualTo(401);
    assertThat(Curl.call(demo, demo.gateway() + demo.route(), "-H", bearer).status())
        .isEqualTo(401);
  }

  private static JsonNode boundClient() throws IOException {
    var metadata = file("bound.json");
    Files.writeString(
        metadata,
        """
        { "client_name": "Bound", "grant_types": ["client_credentials"], "scope": "orders.read",
          "tls_client_certificate_bound_access_tokens": true }
        """);
    var added = demo.gatehouse("clients", "add", metadata.toString());
    assertThat(added.exit()).as(added.errors()).isZero();
    return JsonMapper.shared().readTree(added.text());
  }

  private static String token(JsonNode client, String holder) {
    var metadata = Curl.call(demo, demo.issuer() + "/.well-known/openid-configuration").json();
    var endpoint = metadata.at("/mtls_endpoint_aliases/token_endpoint").stringValue();
    assertThat(endpoint).startsWith(text(demo.json(), "mtlsIssuer"));
    var secret = text(client, "client_id") + ":" + text(client, "client_secret");
    var form = "grant_type=client_credentials";
    assertThat(Curl.call(demo, endpoint, "-u", secret, "--data", form).status()).isEqualTo(400);
    var answer = called(endpoint, holder + ".pem", holder + ".key", "-u", secret, "--data", form);
    return text(answer.json(), "access_token");
  }

  @Test
  void whatWeIssuePartnersVerifyWithACertificateThatTheyCanFetch() throws IOException {
    for (var algorithm : List.of("ES256", "RS256")) {
      var xml = file(algorithm + ".xml");
      Files.write(xml, assertion(algorithm));
      var certificates = Curl.call(demo, demo.issuer() + "/.gatehouse/saml.pem").body();
      assertThat(Curl.call(demo, demo.gateway() + "/.gatehouse/saml.pem").body())
          .isEqualTo(certificates);
      var verifying = 0;
      for (var pem : certificates.split("(?<=END CERTIFICATE-----\n)", -1)) {
        Files.writeString(file("key.pem"), pem);
        verifying += verifies(xml) ? 1 : 0;
      }
      assertThat(verifying).as(certificates).isOne();
    }
  }

  private static byte[] assertion(String algorithm) {
    var audience = demo.json().get("resource").stringValue();
    var issued =
        demo.gatehouse(
            "saml", "issue", "--owner", "bob", "--audience", audience, "--algorithm", algorithm);
    assertThat(issued.exit()).as(issued.errors()).isZero();
    return Base64.getUrlDecoder().decode(issued.text().strip());
  }

  private static boolean verifies(Path xml) {
    var command = List.of("xmlsec1", "--verify", "--pubkey-cert-pem", file("key.pem").toString());
    var id = List.of("--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:assertion:Assertion");
    return Shell.run(Stream.of(command, id, List.of(xml.toString())).flatMap(List::stream).toList())
            .exit()
        == 0;
  }

  private static String text(JsonNode node, String name) {
    return node.get(name).stringValue();
  }
}
