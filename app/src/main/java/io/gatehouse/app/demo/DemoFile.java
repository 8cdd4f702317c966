package io.gatehouse.app.demo;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Directory.Embedded;
import io.gatehouse.app.config.Listen;
import io.gatehouse.app.config.value.ListenAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code demo.json}: what programs need to drive the demo. */
final class DemoFile {
  private static final String ROUTE = "/orders/42";
  private static final String WRITE = "/orders";
  private static final String PUBLIC = "/health";
  private static final String ADMIN_ONLY = "/admin/report";
  private static final String BASIC = "/basic";

  private final Configuration configuration;
  private final Path folder;
  private final Secrets secrets;
  private final String directoryPassword;

  DemoFile(Configuration configuration, Path folder, Secrets secrets, String directoryPassword) {
    this.configuration = configuration;
    this.folder = folder;
    this.secrets = secrets;
    this.directoryPassword = directoryPassword;
  }

  /**
   * @param subjects the people's ids by name
   */
  String text(URI admin, Map<String, String> subjects) {
    var json = JsonMapper.shared().createObjectNode();
    json.put("version", 1);
    json.put("gateway", gateway());
    mtlsGateway().ifPresent(url -> json.put("mtlsGateway", url));
    json.put("issuer", issuer());
    atCertificates(configuration.localSts().orElseThrow().listen())
        .ifPresent(url -> json.put("mtlsIssuer", url));
    json.put("admin", admin.toString());
    json.put("ca", folder.resolve("ca.pem").toString());
    json.put("adminTokenFile", folder.resolve("admin.token").toString());
    json.put("route", ROUTE);
    json.put("writeRoute", WRITE);
    json.put("publicRoute", PUBLIC);
    json.put("adminOnlyRoute", ADMIN_ONLY);
    json.put("limitedRoute", "/limited");
    json.put("basicRoute", BASIC);
    json.put("resource", resource());
    json.putArray("scopes").add("orders.read").add("orders.write");
    json.put("identityAudience", "orders-api");
    directory(json.putObject("directory"));
    people(json, subjects);
    clients(json.putObject("clients"));
    keys(json);
    json.put("samlAssertionFile", FreshAssertion.file(folder).toString());
    expect(json);
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  String gateway() {
    return "https://localhost:" + configuration.listen().address().port();
  }

  /** What tokens and assertions for the demo's service are for. */
  String resource() {
    var resource = configuration.localSts().orElseThrow().resources().get("orders-api");
    return resource == null ? gateway() : resource.uri().value();
  }

  /** Where the gateway asks for certificates; a configuration of an earlier demo has none. */
  Optional<String> mtlsGateway() {
    return atCertificates(configuration.listen());
  }

  private static Optional<String> atCertificates(Listen listen) {
    return listen.mtls().map(mtls -> "https://localhost:" + mtls.address().port());
  }

  String issuer() {
    return configuration.localSts().orElseThrow().issuer().value();
  }

  private void directory(ObjectNode json) {
    var port =
        configuration
            .directory()
            .filter(Embedded.class::isInstance)
            .map(Embedded.class::cast)
            .flatMap(Embedded::listen)
            .map(ListenAddress::port)
            .orElse(0);
    json.put("url", "ldaps://127.0.0.1:" + port);
    json.put("bindDn", DemoFolder.ACCOUNT);
    json.put("password", directoryPassword);
    json.put("peopleBase", "ou=people," + DemoFolder.BASE);
  }

  private void people(ObjectNode json, Map<String, String> subjects) {
    var people = json.putArray("people");
    for (var person : DemoFolder.PEOPLE) {
      var entry = people.addObject();
      entry.put("username", person.username());
      entry.set("password", secrets.get("passwords").get(person.username()));
      person.groups().forEach(entry.putArray("groups")::add);
      entry.put("sub", subjects.getOrDefault(person.username(), ""));
    }
  }

  private void clients(ObjectNode json) {
    json.putObject("web")
        .put("client_id", text("web", "client_id"))
        .put("redirect_uri", Provisioning.REDIRECT);
    json.putObject("service")
        .put("client_id", text("service", "client_id"))
        .put("client_secret", text("service", "client_secret"));
  }

  private void keys(ObjectNode json) {
    json.put("apiKey", text("apiKey", "secret"));
    json.putObject("hmac")
        .put("keyid", text("hmac", "id"))
        .put("secretBase64", text("hmac", "secret"));
    json.putObject("sigv4")
        .put("accessKeyId", text("sigv4", "id"))
        .put("secretAccessKey", text("sigv4", "secret"))
        .put("region", "local")
        .put("service", "gatehouse");
    json.putObject("clientCertificate")
        .put("cert", folder.resolve("client.pem").toString())
        .put("key", folder.resolve("client.key").toString());
  }

  private String text(String name, String member) {
    return secrets.get(name).get(member).stringValue();
  }

  private void expect(ObjectNode json) {
    var rows = json.putArray("expect");
    expect(rows, "anonymous", List.of(401, 401, 401, 200, 401));
    expect(rows, "alice", List.of(200, 200, 403, 200, 401));
    expect(rows, "carol", List.of(200, 403, 200, 200, 401));
    for (var reader : List.of("bob", "service", "apiKey", "hmac", "sigv4", "samlAssertion")) {
      expect(rows, reader, List.of(200, 403, 403, 200, 401));
    }
    mtlsGateway()
        .ifPresent(url -> expect(rows, "clientCertificate", List.of(200, 403, 403, 200, 401)));
    // A password is taken on its own route only; elsewhere it is a bad credential.
    for (var person : List.of("basic:alice", "basic:bob", "basic:carol")) {
      expect(rows, person, List.of(401, 401, 401, 401, 200));
    }
  }

  private static void expect(ArrayNode rows, String caller, List<Integer> statuses) {
    row(rows, caller, "GET", ROUTE).put("status", statuses.get(0));
    row(rows, caller, "POST", WRITE).put("status", statuses.get(1));
    row(rows, caller, "GET", ADMIN_ONLY).put("status", statuses.get(2));
    row(rows, caller, "GET", PUBLIC).put("status", statuses.get(3));
    row(rows, caller, "GET", BASIC).put("status", statuses.get(4));
  }

  private static ObjectNode row(ArrayNode rows, String caller, String method, String route) {
    return rows.addObject().put("caller", caller).put("method", method).put("route", route);
  }
}
