package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * Door D at the gateway, which takes keys in two fields, and at the admin API, which makes them.
 */
@ExtendWith(OneProduct.class)
class KeyAttacksIT {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int ID = 12;
  private static final int CHECKSUM = 6;

  private static RunningDemo demo;
  private static UnderAttack.Door gateway;
  private static UnderAttack.Door admin;
  private static String bobs;
  private static String alices;

  @BeforeAll
  static void meet(UnderAttack product) {
    demo = product.demo();
    gateway = product.gateway();
    admin = product.admin();
    bobs = demo.json().get("apiKey").stringValue();
    alices = made("alice", "orders.read").get("secret").stringValue();
  }

  @AfterAll
  static void leave() {
    gateway.close();
    admin.close();
  }

  @BeforeEach
  void theTwinsPass() {
    for (var key : List.of(bobs, alices)) {
      gateway.passes(read("X-API-Key: " + key));
      gateway.passes(read("Authorization: ApiKey " + key));
    }
  }

  private static JsonNode made(String owner, String scope, String... more) {
    var body =
        "{\"kind\":\"api_key\",\"owner\":\"%s\",\"scopes\":[\"%s\"]%s}"
            .formatted(owner, scope, String.join("", more));
    var made = admin("/admin/v1/keys", "--json", body);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json();
  }

  private static Curl admin(String path, String... more) {
    var arguments = new ArrayList<>(List.of(demo.json().get("admin").stringValue() + path));
    arguments.addAll(List.of("-H", bearer()));
    arguments.addAll(List.of(more));
    return Curl.call(demo, arguments.toArray(String[]::new));
  }

  private static String bearer() {
    try {
      return "Authorization: Bearer " + Files.readString(demo.dir().resolve("admin.token")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Ask read(String... fields) {
    return Ask.get("/orders/42").with(fields);
  }

  /** In either field. */
  private static void refuses(String key, Integer... statuses) {
    gateway.refuses(read("X-API-Key: " + key), statuses);
    gateway.refuses(read("Authorization: ApiKey " + key), statuses);
  }

  /** The id of one key and the secret of another, with the checksum that makes it well formed. */
  private static String swapped(String id, String secret) {
    var body = id.indexOf('_', 4) + 1;
    return checked(
        id.substring(0, body + ID) + secret.substring(body + ID, secret.length() - CHECKSUM));
  }

  private static String checked(String proven) {
    var crc = new CRC32();
    crc.update(proven.getBytes(ISO_8859_1));
    var digits = new StringBuilder();
    for (var left = crc.getValue(); digits.length() < CHECKSUM; left /= DIGITS.length()) {
      digits.insert(0, DIGITS.charAt((int) (left % DIGITS.length())));
    }
    return proven + digits;
  }

  private static String unknown() {
    return swapped(bobs.replace(bobs.substring(9, 9 + ID), "000000000000"), bobs);
  }

  @Test
  void d01_anUnknownIdTakesTheTimeOfAWrongSecret() {
    var unknown = new double[100];
    var wrong = new double[100];
    for (var i = 0; i < unknown.length; i++) {
      unknown[i] = nanosOf(unknown());
      wrong[i] = nanosOf(swapped(bobs, alices));
    }
    var one = new Timings(unknown);
    var other = new Timings(wrong);
    assertThat(Math.abs(one.mean() - other.mean()))
        .isLessThan(Math.max(one.deviation(), other.deviation()));
  }

  private static double nanosOf(String key) {
    var begin = System.nanoTime();
    assertThat(gateway.status(read("X-API-Key: " + key))).isEqualTo(401);
    return System.nanoTime() - begin;
  }

  @Test
  void d02_unknownWrongRevokedAndElsewhereLookAlike() {
    var revoked = made("bob", "orders.read");
    gateway.passes(read("X-API-Key: " + revoked.get("secret").stringValue()));
    var id = revoked.get("id").stringValue();
    assertThat(admin("/admin/v1/keys/" + id, "-X", "DELETE").status()).isEqualTo(204);
    var elsewhere = made("bob", "orders.read", ",\"networks\":[\"192.0.2.0/24\"]");
    var soon = ",\"expires_at\":\"" + Instant.now().plusMillis(1_200) + "\"";
    var ended = made("bob", "orders.read", soon).get("secret").stringValue();
    for (var i = 0; gateway.status(read("X-API-Key: " + ended)) == 200; i++) {
      assertThat(i).as("calls until the key has ended").isLessThan(100_000);
    }
    var answer = seen(unknown());
    for (var key :
        List.of(
            swapped(bobs, alices),
            revoked.get("secret").stringValue(),
            elsewhere.get("secret").stringValue(),
            ended,
            "gth_live_nonsense")) {
      refuses(key, 401);
      assertThat(seen(key)).isEqualTo(answer);
    }
  }

  /** Everything of the answer that is not new each time. */
  private static String seen(String key) {
    var answer = Curl.call(demo, demo.gateway() + "/orders/42", "-H", "X-API-Key: " + key);
    var fields =
        answer.fields().stream()
            .filter(line -> !line.matches("(?i)(date|x-request-id|traceparent):.*"))
            .toList();
    return answer.status()
        + "\n"
        + fields
        + answer.body().replaceAll("\"instance\":\"[^\"]*\"", "");
  }

  @Test
  void d04_theKeyStaysAtTheGateway() {
    for (var field : List.of("X-API-Key: ", "x-api-KEY: ", "Authorization: ApiKey ")) {
      assertThat(gateway.seen(read(field + bobs)))
          .doesNotContain(bobs)
          .doesNotContainIgnoringCase("x-api-key", "authorization");
    }
    assertThat(gateway.seen(read("X-API-Key: " + bobs, "X_API_Key: forged", "X.Api.Key: forged")))
        .doesNotContain("forged");
  }

  @Test
  void d05_twoKeys() {
    gateway.refuses(read("X-API-Key: " + bobs, "X-API-Key: " + alices), 400);
    gateway.refuses(read("X-API-Key: " + bobs, "x-api-key: " + bobs), 400);
    gateway.refuses(read("X-API-Key: " + bobs, "Authorization: ApiKey " + bobs), 400);
    gateway.refuses(read("Authorization: ApiKey " + bobs, "Authorization: ApiKey " + bobs), 400);
    gateway.refuses(read("X-API-Key: " + bobs + ", " + alices), 400);
    for (var query : List.of("api_key=", "apikey=", "X-API-Key=", "api%5Fkey=")) {
      gateway.refuses(read("X-API-Key: " + bobs).at("/orders/42?" + query + bobs), 400);
      gateway.refuses(read().at("/orders/42?" + query + bobs), 400);
    }
  }

  @Test
  void d06_variantsOfAKey() {
    var swappedCase = bobs.chars().map(c -> Character.isUpperCase(c) ? c + 32 : c);
    var lower =
        swappedCase
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    for (var variant :
        List.of(
            lower,
            bobs.replaceFirst("gth", "GTH"),
            bobs + "=",
            bobs + "A",
            bobs.substring(0, bobs.length() - 1),
            bobs + "\u00e2\u0080\u008b",
            "\u00a0" + bobs,
            "%67" + bobs.substring(1),
            "\"" + bobs + "\"")) {
      refuses(variant, 400, 401);
    }
    gateway.refuses(read("Authorization: ApiKey  " + bobs), 400);
    gateway.refuses(read("Authorization: ApiKey\t" + bobs), 400);
  }

  @Test
  void d08_aKeyOnAnotherRouteOrWithoutTheScope() {
    var limited =
        made("bob", "orders.read", ",\"routes\":[\"limited\"]").get("secret").stringValue();
    gateway.passes(Ask.get("/limited").with("X-API-Key: " + limited));
    gateway.refuses(read("X-API-Key: " + limited), 403);
    gateway.refuses(Ask.get("/admin/report").with("X-API-Key: " + bobs), 403);
    gateway.refuses(Ask.post("/orders", Proofs.BODY).with("X-API-Key: " + bobs), 403);
  }

  @Test
  void d09_theSecretOfOneKeyWithTheIdOfAnother() {
    assertThat(swapped(bobs, bobs)).isEqualTo(bobs);
    refuses(swapped(bobs, alices), 401);
    refuses(swapped(alices, bobs), 401);
    var moved = bobs.replaceFirst("_[a-z0-9]+_", "_test_");
    refuses(checked(moved.substring(0, moved.length() - CHECKSUM)), 401);
  }

  @Test
  void d11_keysOfOthersSecretsTwiceAndStrongerKeys() {
    var bearer = bearer();
    var token = bearer.substring("Authorization: Bearer ".length());
    admin.passes(Ask.get("/admin/v1/keys").with(bearer));
    assertThat(admin("/admin/v1/keys").body()).doesNotContain("secret", bobs, alices);
    for (var id : List.of("nobody", "..%2Fclients", "*", "00000000-0000-4000-8000-000000000000")) {
      var path = "/admin/v1/keys/" + id;
      admin.refuses(new Ask("DELETE", path, List.of(bearer), ""), 400, 404);
      admin.refuses(Ask.post(path + "/roll", "{}").with(bearer), 400, 404);
    }
    var stronger = "{\"kind\":\"api_key\",\"owner\":\"bob\",\"scopes\":[\"orders.write\"]}";
    admin.refuses(Ask.post("/admin/v1/keys", stronger).with(bearer), 403);
    for (var proof :
        List.of("X-API-Key: " + bobs, "Authorization: ApiKey " + bobs, "Authorization: " + token)) {
      admin.refuses(Ask.get("/admin/v1/keys").with(proof), 401);
      admin.refuses(Ask.post("/admin/v1/keys", stronger).with(proof), 401);
    }
    admin.refuses(Ask.get("/admin/v1/keys").with(bearer, bearer), 400, 401);
  }

  @Test
  void d12_aKeyIsFoundByScannersAndAWrongChecksumIsRefused() {
    assertThat(List.of(bobs, alices)).allMatch(key -> key.matches("gth_[a-z0-9]+_[0-9A-Za-z]{61}"));
    var last = bobs.charAt(bobs.length() - 1);
    refuses(bobs.substring(0, bobs.length() - 1) + (last == '0' ? '1' : '0'), 401);
  }

  @Test
  void d13_theFilesOfTheNodeHoldNoKey() throws IOException {
    var secrets = List.of(bobs.substring(9 + ID), alices, alices.substring(9 + ID));
    var found = new ArrayList<String>();
    try (var files = Files.walk(demo.dir())) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var text = Files.readString(file, ISO_8859_1);
        if (secrets.stream().anyMatch(text::contains)) {
          found.add(file.getFileName().toString());
        }
      }
    }
    // What the demo writes down for its own commands is bob's key, in clear and meant so.
    assertThat(found)
        .isSubsetOf("demo.json", "demo-secrets.json", "api-key.header")
        .contains("api-key.header");
  }

  @Test
  void d15_theUserAgentOfAProbe() {
    for (var agent : List.of("GoogleHC/1.0", "kube-probe/1.30", "ELB-HealthChecker/2.0")) {
      gateway.refuses(read("User-Agent: " + agent), 401);
      gateway.refuses(read("User-Agent: " + agent, "X-API-Key: " + unknown()), 401);
      admin.refuses(Ask.get("/admin/v1/keys").with("User-Agent: " + agent), 401);
    }
    for (var path : List.of("/livez", "/readyz", "/metrics")) {
      gateway.refuses(Ask.get(path), 404);
    }
  }
}
