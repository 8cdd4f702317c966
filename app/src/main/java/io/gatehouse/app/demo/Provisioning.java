package io.gatehouse.app.demo;

import io.gatehouse.app.cli.AdminClient;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Clients and keys of the demo, issued through the admin API like any other. */
final class Provisioning {
  static final String REDIRECT = "http://localhost:8765/callback";

  private final AdminClient admin;
  private final Secrets secrets;

  Provisioning(AdminClient admin, Secrets secrets) {
    this.admin = admin;
    this.secrets = secrets;
  }

  /** Issues what is missing. */
  void provide() {
    once("web", () -> admin.post("/admin/v1/clients", web()));
    once("service", () -> admin.post("/admin/v1/clients", service()));
    once("apiKey", () -> key("api_key"));
    once("hmac", () -> key("hmac"));
    once("sigv4", () -> key("sigv4"));
    once("clientCertificate", this::certificate);
  }

  private void once(String name, Supplier<JsonNode> issuing) {
    if (secrets.find(name).isEmpty()) {
      secrets.put(name, issuing.get());
    }
  }

  private static ObjectNode web() {
    var client = JsonMapper.shared().createObjectNode();
    client.put("client_name", "Orders");
    client.putArray("redirect_uris").add(REDIRECT);
    client.put("token_endpoint_auth_method", "none");
    client.putArray("grant_types").add("authorization_code").add("refresh_token");
    client.putArray("response_types").add("code");
    client.put("scope", "openid profile email offline_access orders.read orders.write");
    client.put("first_party", true);
    return client;
  }

  private static ObjectNode service() {
    var client = JsonMapper.shared().createObjectNode();
    client.put("client_name", "Nightly report");
    client.put("token_endpoint_auth_method", "client_secret_basic");
    client.putArray("grant_types").add("client_credentials");
    client.putArray("response_types");
    client.put("scope", "orders.read");
    return client;
  }

  private JsonNode key(String kind) {
    return admin.post("/admin/v1/keys", bobs().put("kind", kind));
  }

  private JsonNode certificate() {
    return admin.post("/admin/v1/certificates", bobs());
  }

  private static ObjectNode bobs() {
    var wanted = JsonMapper.shared().createObjectNode();
    wanted.put("owner", "bob");
    wanted.putArray("scopes").add("orders.read");
    wanted.put("label", "demo");
    return wanted;
  }
}
