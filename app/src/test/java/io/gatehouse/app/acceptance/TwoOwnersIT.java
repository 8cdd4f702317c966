package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Each proof speaks for its own owner, with its own scopes, whatever was seen before. */
class TwoOwnersIT {
  private static final String NONE = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0";

  @TempDir static Path scratch;
  private static RunningDemo demo;
  private static Proofs proofs;

  @BeforeAll
  static void start() {
    demo = RunningDemo.start(scratch.resolve("demo"));
    proofs = new Proofs(demo, scratch);
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  @Test
  void twoOwnersCallInTurnsAndEachIsReportedAsThemselves() {
    var alices = key("alice", "orders.read");
    var alicesAssertion = assertion("alice");
    for (var i = 0; i < 3; i++) {
      assertThat(identity("X-API-Key: " + alices)).isEqualTo(who("alice", "api_key"));
      assertThat(seen(proofs.call("apiKey", "GET", demo.route()))).isEqualTo(who("bob", "api_key"));
      assertThat(seen(proofs.call("hmac", "GET", demo.route()))).isEqualTo(who("bob", "hmac"));
      assertThat(seen(proofs.call("sigv4", "GET", demo.route()))).isEqualTo(who("bob", "sigv4"));
      assertThat(seen(proofs.call("samlAssertion", "GET", demo.route())))
          .isEqualTo(who("bob", "saml"));
      assertThat(identity("Authorization: SAML " + alicesAssertion))
          .isEqualTo(who("alice", "saml") + " orders.write");
      assertThat(seen(proofs.call("clientCertificate", "GET", demo.route())))
          .isEqualTo(who("bob", "x509"));
      assertThat(byPassword("alice")).isEqualTo(demo.person("alice").get("sub").stringValue());
      assertThat(byPassword("bob")).isEqualTo(demo.person("bob").get("sub").stringValue());
    }
  }

  @Test
  void aReadOnlyKeyNeverGetsTheWriteScopesOfItsOwnersSession() {
    var readOnly = key("alice", "orders.read");
    assertThat(proofs.call("alice", "POST", "/orders").status()).isEqualTo(200);
    for (var i = 0; i < 3; i++) {
      assertThat(post("X-API-Key: " + readOnly).status()).isEqualTo(403);
      assertThat(proofs.call("alice", "POST", "/orders").status()).isEqualTo(200);
    }
    assertThat(post("X-API-Key: " + key("alice", "orders.read", "orders.write")).status())
        .isEqualTo(200);
  }

  @Test
  void tokensThatAreNotExactlyOursOpenNeitherGatewayNorUserinfo() {
    var tokens = new SignIn(demo, scratch.resolve("jar")).tokens("alice", "openid orders.read");
    var good = tokens.get("access_token").stringValue();
    var parts = good.split("\\.", -1);
    var claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
    var twice = claims.substring(0, claims.length() - 1) + ",\"sub\":\"admin\"}";
    var userinfo = new SignIn(demo, scratch.resolve("jar")).metadata("userinfo_endpoint");
    var doors = List.of(demo.gateway() + demo.route(), userinfo);
    doors.forEach(door -> assertThat(bearer(door, good).status()).as(door).isEqualTo(200));
    var bad = new ArrayList<String>();
    bad.add(NONE + "." + parts[1] + ".");
    bad.add(NONE + "." + parts[1] + "." + parts[2]);
    bad.add(parts[0] + "." + encode(twice) + "." + parts[2]);
    bad.add(tokens.get("id_token").stringValue());
    bad.add(good + "=");
    bad.add(good + ".");
    bad.add(good + "AA");
    bad.add(good.substring(0, good.length() - 1));
    bad.add("x");
    for (var door : doors) {
      bad.forEach(token -> assertThat(bearer(door, token).status()).as(token).isEqualTo(401));
    }
  }

  private static Curl bearer(String url, String token) {
    return Curl.call(demo, url, "-H", "Authorization: Bearer " + token);
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static String assertion(String owner) {
    var resource = demo.json().get("resource").stringValue();
    var made = demo.gatehouse("saml", "issue", "--owner", owner, "--audience", resource);
    assertThat(made.exit()).as(made.text()).isZero();
    return made.text().strip();
  }

  private static String key(String owner, String... scopes) {
    var arguments = new ArrayList<>(List.of("keys", "create", "--json", "--owner", owner));
    for (var scope : scopes) {
      arguments.addAll(List.of("--scope", scope));
    }
    var made = demo.gatehouse(arguments.toArray(String[]::new));
    assertThat(made.exit()).as(made.errors()).isZero();
    return JsonMapper.shared().readTree(made.text()).get("secret").stringValue();
  }

  private static Curl post(String proof) {
    return Curl.call(
        demo,
        demo.gateway() + "/orders",
        "-H",
        proof,
        "-H",
        "Content-Type: application/json",
        "--data",
        Proofs.BODY);
  }

  private static String byPassword(String username) {
    var route = demo.json().get("basicRoute").stringValue();
    return proofs.call("basic:" + username, "GET", route).json().at("/identity/sub").stringValue();
  }

  private static String identity(String proof) {
    return seen(Curl.call(demo, demo.gateway() + demo.route(), "-H", proof));
  }

  private static String seen(Curl answer) {
    var identity = answer.json().get("identity");
    return identity.get("sub").stringValue()
        + " "
        + identity.get("amr")
        + " "
        + identity.get("scope").stringValue();
  }

  private static String who(String username, String method) {
    return demo.person(username).get("sub").stringValue() + " [\"" + method + "\"] orders.read";
  }
}
