package io.gatehouse.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.mtls.CertificateAuthority;
import io.gatehouse.mtls.CertificateId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A whole node with a listener that asks for certificates, called by curl. */
@Timeout(90)
final class CertificateDoorTest {
  private static final AtomicInteger SERVED = new AtomicInteger();

  @TempDir private static Path folder;
  private static HttpServer service;
  private static InProcessNode node;
  private static int plain;
  private static int asking;

  @BeforeAll
  static void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          SERVED.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    service.start();
    certificates();
    plain = InProcessNode.freePort();
    asking = InProcessNode.freePort();
    InProcessNode.write(folder, "people.ldif", PEOPLE);
    node = InProcessNode.start(folder, configuration());
  }

  @AfterAll
  static void stop() {
    node.close();
    service.stop(0);
  }

  private static final String PEOPLE =
      """
      dn: dc=example,dc=org
      objectClass: domain
      dc: example

      dn: ou=people,dc=example,dc=org
      objectClass: organizationalUnit
      ou: people

      dn: ou=groups,dc=example,dc=org
      objectClass: organizationalUnit
      ou: groups

      dn: uid=bob,ou=people,dc=example,dc=org
      objectClass: inetOrgPerson
      uid: bob
      cn: Bob
      sn: Bob
      userPassword: bob-password-1
      """;

  private static String configuration() throws IOException {
    return """
    gatehouse: 1
    listen:
      https: 127.0.0.1:%d
      mtls: { https: 127.0.0.1:%d }
    admin: { listen: 127.0.0.1:%d }
    directory: { embedded: file:people.ldif }
    sts: { listen: { https: 127.0.0.1:%d }, scopes: { orders.read: {} } }
    services: { orders: { endpoints: [http://127.0.0.1:%d] } }
    credentials:
      key: { api_key: {} }
      partner:
        x509:
          ca: file:partners.pem
          match: { name: san-uri, attribute: uid, values: { "spiffe://p/bob": bob } }
          scopes: [orders.read]
      own: { x509: {} }
    limits: { few: { rate: 2/min, burst: 2 } }
    routes:
      - { from: /certificates/**, to: orders, accept: [partner], allow: [ { name: any } ] }
      - { from: /both/**, to: orders, accept: [key, partner], limit: few, allow: [ { name: any } ] }
      - { from: /own/**, to: orders, accept: [own, partner], allow: [ { name: any } ] }
    """
        .formatted(
            plain,
            asking,
            InProcessNode.freePort(),
            InProcessNode.freePort(),
            service.getAddress().getPort());
  }

  private static void certificates() throws IOException {
    var random = new SecureRandom();
    var partners = CertificateAuthority.create("Partners", InstantSource.system(), random);
    InProcessNode.write(folder, "partners.pem", partners.certificatePem());
    InProcessNode.keep(
        folder, "bob", partners.issueClient("bob", uri("spiffe://p/bob"), Duration.ofDays(1)));
    InProcessNode.keep(
        folder, "eve", partners.issueClient("eve", uri("spiffe://p/eve"), Duration.ofDays(1)));
    var strangers = CertificateAuthority.create("Partners", InstantSource.system(), random);
    InProcessNode.keep(
        folder, "fake", strangers.issueClient("bob", uri("spiffe://p/bob"), Duration.ofDays(1)));
  }

  private static Optional<URI> uri(String text) {
    return Optional.of(URI.create(text));
  }

  private static String[] with(String name, String... further) {
    var all = new ArrayList<>(List.of("--cert", folder.resolve(name + ".pem").toString()));
    all.addAll(List.of("--key", folder.resolve(name + ".key").toString()));
    all.addAll(List.of(further));
    return all.toArray(String[]::new);
  }

  private static String asking(String path) {
    return "https://localhost:" + asking + path;
  }

  @Test
  void aCertificateOpensTheRouteForItsOwner() {
    assertThat(node.status(asking("/certificates/1"), with("bob"))).isEqualTo("200");
    assertThat(node.status(asking("/own/1"), with("bob"))).isEqualTo("200");
  }

  @Test
  void f05_otherCertificatesOpenNothing() {
    int before = SERVED.get();
    for (var name : List.of("eve", "fake")) {
      assertThat(node.status(asking("/certificates/1"), with(name))).isEqualTo("401");
      assertThat(node.status(asking("/own/1"), with(name))).isEqualTo("401");
    }
    assertThat(node.status(asking("/certificates/1"))).isEqualTo("401");
    assertThat(SERVED.get()).isEqualTo(before);
  }

  @Test
  void f02_theOtherListenerIsMisdirectedWhateverWasShownBefore() {
    var elsewhere = "https://localhost:" + plain + "/certificates/1";
    assertThat(node.status(elsewhere, with("bob"))).isEqualTo("421");
    assertThat(node.status(asking("/certificates/1"), with("bob", "-o", "/dev/null", elsewhere)))
        .isEqualTo("200 421");
  }

  @Test
  void f03_aServerNameThatDiffersFromTheHostIsMisdirected() {
    var host = "Host: 127.0.0.1:" + asking;
    assertThat(node.status(asking("/certificates/1"), with("bob", "-H", host))).isEqualTo("421");
  }

  @Test
  void f04_noServerNameMeetsTheSamePolicy() {
    var unnamed = "https://127.0.0.1:" + asking + "/certificates/1";
    assertThat(node.status(unnamed)).isEqualTo("401");
    assertThat(node.status(unnamed, with("bob"))).isEqualTo("200");
    assertThat(node.status("https://127.0.0.1:" + plain + "/certificates/1", with("bob")))
        .isEqualTo("421");
  }

  @Test
  void aPartnerWhoMovesFromAKeyToACertificateIsTheSamePrincipal() throws Exception {
    var key = "X-API-Key: " + newKey();
    assertThat(node.status(asking("/both/1"), "-H", key)).isEqualTo("200");
    assertThat(node.status(asking("/both/1"), with("bob"))).isEqualTo("200");
    assertThat(node.status(asking("/both/1"), with("bob"))).isEqualTo("429");
    assertThat(node.status(asking("/both/1"), "-H", key)).isEqualTo("429");
    // A certificate beside a key is a binding, and the key's owner is who calls.
    assertThat(node.status(asking("/both/1"), with("eve", "-H", key))).isEqualTo("429");

    var lines = new DecisionLines(folder.resolve("state/decisions")).first(2, "/both/1");
    assertThat(lines)
        .extracting(line -> line.get("credential").asString())
        .containsExactly("api_key", "x509");
    assertThat(DecisionLines.names(lines.get(1))).isEqualTo(DecisionLines.names(lines.get(0)));
    assertThat(DecisionLines.lasting(lines.get(1))).isEqualTo(DecisionLines.lasting(lines.get(0)));
  }

  private static String newKey() throws Exception {
    var token = Files.readString(folder.resolve("state/admin.token")).strip();
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(node.admin().resolve("/admin/v1/keys"))
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"kind\":\"api_key\",\"owner\":\"bob\",\"scopes\":[\"orders.read\"]}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      return JsonMapper.shared().readTree(answer.body()).get("secret").asString();
    }
  }

  @Test
  void thePublicIdsOfACertificateAreTold() throws Exception {
    var bob = io.gatehouse.mtls.PemFiles.certificates(folder.resolve("bob.pem")).getFirst();
    assertThat(CertificateId.serial(bob)).hasSize(32);
    assertThat(CertificateId.thumbprint(bob)).hasSize(43);
  }
}
