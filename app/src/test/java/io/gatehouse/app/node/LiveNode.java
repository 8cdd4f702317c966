package io.gatehouse.app.node;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.mtls.CertificateAuthority;
import io.gatehouse.mtls.SubjectName;
import io.gatehouse.mtls.TlsContexts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A node whose configuration is changed while it runs, before a service that tells its audience.
 */
final class LiveNode implements AutoCloseable {
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

  final Path folder;
  final HttpClient http;
  private final CertificateAuthority authority =
      CertificateAuthority.create("Test CA", InstantSource.system(), new SecureRandom());
  private final HttpServer service;
  private final int gatewayPort = InProcessNode.freePort();
  private final int adminPort = InProcessNode.freePort();
  private final int stsPort = InProcessNode.freePort();
  private final InProcessNode node;
  private final String token;

  LiveNode(Path folder) throws IOException {
    this.folder = folder;
    this.service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    service.createContext(
        "/",
        exchange -> {
          var identity = exchange.getRequestHeaders().getFirst("Gatehouse-Identity");
          exchange.getResponseHeaders().set("X-Audience", audience(identity));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    service.start();
    write("people.ldif", PEOPLE);
    certificate();
    this.node = InProcessNode.start(folder, of("a"));
    this.token = Files.readString(folder.resolve("state/admin.token")).strip();
    this.http = HttpClient.newBuilder().sslContext(trust()).build();
  }

  // The second part of a JWT, in which a service finds itself.
  private static String audience(String identity) {
    var payload = Base64.getUrlDecoder().decode(identity.split("\\.", -1)[1]);
    var claims = JsonMapper.shared().readTree(new String(payload, StandardCharsets.UTF_8));
    return claims.get("aud").asString();
  }

  /** A new certificate for the gateway's listener, where the configuration looks for it. */
  void certificate() throws IOException {
    var issued =
        authority.issueServer(
            List.of(SubjectName.of("localhost"), SubjectName.of("127.0.0.1")), Duration.ofDays(1));
    write("tls.key", issued.keyPem().exposeText());
    write("tls.crt", issued.chainPem());
  }

  /** A configuration that names itself in its rule, its limit and its service's audience. */
  String of(String name) {
    return """
    gatehouse: 1
    listen: { https: 127.0.0.1:%3$d, tls: { cert: file:tls.crt, key: file:tls.key } }
    admin: { listen: 127.0.0.1:%4$d }
    directory: { embedded: file:people.ldif }
    sts: { listen: { https: 127.0.0.1:%5$d }, scopes: { orders.read: {} } }
    services: { %2$s: { endpoints: [http://127.0.0.1:%1$d] } }
    credentials: { key: { api_key: {} } }
    limits: { %2$s: { rate: 1M/min }, few: { rate: 3/h } }
    routes:
      - from: /orders/**
        to: %2$s
        accept: [key]
        limit: %2$s
        allow: [ { name: %2$s, when: '"orders.read" in caller.scopes' } ]
      - { from: /few, to: %2$s, accept: [key], limit: few, allow: [ { name: any } ] }
    """
        .formatted(service.getAddress().getPort(), name, gatewayPort, adminPort, stsPort);
  }

  Path configure(String text) throws IOException {
    return write("gatehouse.yaml", text);
  }

  /** As careful programs do: in one step. */
  Path write(String name, String text) throws IOException {
    var draft = Files.writeString(folder.resolve(name + ".new"), text);
    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
    return Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  String newKey() throws IOException {
    var body = "{\"kind\":\"api_key\",\"owner\":\"bob\",\"scopes\":[\"orders.read\"]}";
    return json(admin("POST", "/admin/v1/keys", body)).get("secret").asString();
  }

  /** Trust in the gateway's certificates, with no handshake remembered. */
  SSLContext trust() {
    return new TlsContexts(new SecureRandom()).trusting(List.of(authority.certificate()));
  }

  HttpResponse<String> get(String path, String key) throws IOException {
    return get(http, path, key);
  }

  HttpResponse<String> get(HttpClient client, String path, String key) throws IOException {
    return send(
        client,
        HttpRequest.newBuilder(URI.create("https://localhost:" + gatewayPort + path))
            .header("X-API-Key", key)
            .build());
  }

  HttpResponse<String> admin(String method, String path, String body) throws IOException {
    return send(
        http,
        HttpRequest.newBuilder(node.admin().resolve(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> reload() throws IOException {
    return admin("POST", "/admin/v1/configuration/reload", "{}");
  }

  /** The version in force. */
  String version() throws IOException {
    return json(admin("GET", "/admin/v1/configuration", "")).get("version").asString();
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest request)
      throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    node.close();
    service.stop(0);
    http.close();
  }
}
