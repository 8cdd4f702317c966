package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Door B: other spellings and other types at every place that takes our own access tokens. */
@ExtendWith(OneProduct.class)
class TokenFormAttacksIT {
  @TempDir static Path scratch;
  private static TokenDoors doors;
  private static StolenKeys keys;
  private static AlteredToken own;
  private static String good;
  private static String payload;

  @BeforeAll
  static void meet(UnderAttack product) {
    doors = TokenDoors.of(product, scratch.resolve("jar"));
    keys = doors.keys();
    good = doors.good();
    own = new AlteredToken(keys, good);
    payload = own.payload();
  }

  @AfterAll
  static void leave() {
    doors.close();
  }

  @Test
  void b26_otherSpellingsOfOneToken() {
    refuses(good.replaceFirst("\\.", ".."));
    refuses(good.replaceFirst("\\.", "=."), 400, 401);
    refuses(good + ".");
    refuses("." + good);
    refuses(good.substring(good.indexOf('.')));
    refuses("..");
    refuses("e30.".repeat(3_000), 401, 431);
    refuses(".".repeat(12_000), 401, 431);
    refuses(good.substring(0, good.length() - 1) + (char) (good.charAt(good.length() - 1) + 1));
    var pad = own.with("pad", "\"" + "x".repeat(13_000) + "\"");
    refuses(keys.token(keys.header(), pad), 401, 431);
  }

  @Test
  void b28_shortenedAndLengthenedTokens() {
    for (var cut = 1; cut < good.length(); cut += good.length() / 40) {
      refuses(good.substring(0, good.length() - cut));
    }
    for (var end : List.of("A", "AA", "AAA", "AAAA", "=", ".", "." + good)) {
      refuses(good + end);
    }
  }

  @Test
  void b35_scopesThatAreNoList() {
    for (var scope :
        List.of(
            "[\"openid\",\"orders.read\"]",
            "null",
            "\"openid openid orders.read\"",
            "\"openid\\u00a0orders.read\"",
            "\"openid\\u3000orders.read\"",
            "\"openid  orders.read\"",
            "7",
            "{}")) {
      refuses(keys.token(keys.header(), own.with("scope", scope)));
    }
    var nested = own.with("realm_access", "{\"scope\":\"orders.write\",\"roles\":[\"admins\"]}");
    var token = keys.token(keys.header(), nested);
    passes(token);
    doors.gateway().refuses(TokenDoors.ask("/admin/report", token), 403);
  }

  @Test
  void b41_anExpiryOfNull() {
    refuses(keys.token(keys.header(), own.with("exp", "null")));
  }

  @Test
  void b42_whatALenientDecoderTakesForTheSame() {
    for (var changed :
        List.of(
            good + "==",
            good + "=",
            good.substring(0, good.length() - 2) + "!" + good.substring(good.length() - 2),
            good.replace('-', '+').replace('_', '/') + "+")) {
      refuses(changed, 400, 401);
    }
  }

  @Test
  void b43_claimsOfOtherTypes() {
    for (var claim :
        List.of(
            "sub|5",
            "sub|\"\"",
            "sub|null",
            "iss|[\"https://sts.test\"]",
            "aud|5",
            "aud|[5]",
            "jti|5",
            "client_id|{}",
            "sid|true",
            "amr|\"pwd\"",
            "cnf|\"x\"",
            "act|[]")) {
      var parts = claim.split("\\|", 2);
      refuses(keys.token(keys.header(), own.with(parts[0], parts[1])));
    }
    var key = keys.key("ES256");
    refuses(StolenKeys.signed(key, keys.header(), ("\uFEFF" + payload).getBytes(UTF_8)));
    refuses(StolenKeys.signed(key, keys.header(), (payload + "{}").getBytes(UTF_8)));
  }

  @Test
  void b44_aTokenWithoutKidAndBothSpellingsOfItsType() {
    refuses(keys.token("{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}", payload));
    for (var type : List.of("at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt")) {
      passes(keys.token(keys.header(type), payload));
    }
  }

  private static void passes(String token) {
    doors.passes(token);
  }

  private static void refuses(String token, Integer... statuses) {
    doors.refuse(token, statuses);
  }
}
