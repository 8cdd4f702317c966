package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Door B: forged and foreign tokens at every place that takes our own access tokens. */
@ExtendWith(OneProduct.class)
class TokenAttacksIT {
  private static final String ORDER =
      "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

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
  void theTwinsPass() {
    passes(good);
    passes(keys.token(keys.header(), payload));
    passes(keys.token(keys.header(), own.with("unknown_claim", "{\"scope\":\"admin\"}")));
  }

  @Test
  void b01_noneAndItsSpellings() {
    for (var alg :
        List.of("\"none\"", "\"nOnE\"", "\"NONE\"", "null", "[\"ES256\"]", "7", "\"es256\"")) {
      var header = keys.header().replace("\"ES256\"", alg);
      refuses(keys.token(header, payload));
      refuses(own.unsigned(keys.token(header, payload)));
    }
    refuses(keys.token(keys.header().replace("\"alg\":\"ES256\",", ""), payload));
    refuses(own.unsigned(good));
  }

  @Test
  void b02_aPublicKeyAsASharedSecret() {
    for (var algorithm : List.of("ES256", "RS256")) {
      var key = keys.key(algorithm);
      var der = key.publicKey().getEncoded();
      var pem =
          "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
              .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
      for (var secret : List.of(der, pem.getBytes(UTF_8), pem.strip().getBytes(UTF_8))) {
        refuses(own.mac(key.kid(), secret));
      }
    }
  }

  @Test
  void b03_aClientSecretAsKey() {
    var client = doors.product().demo().json().at("/clients/service");
    var secret = client.get("client_secret").stringValue().getBytes(UTF_8);
    refuses(own.mac(client.get("client_id").stringValue(), secret));
    refuses(own.mac(keys.key("ES256").kid(), secret));
  }

  @Test
  void b04_aKeyWithAnotherAlgorithm() {
    var rsa = keys.key("RS256");
    for (var alg : List.of("ES384", "RS256", "PS256", "HS256", "EdDSA")) {
      refuses(keys.token(keys.header().replace("ES256", alg), payload));
    }
    for (var alg : List.of("PS256", "RS384", "ES256")) {
      var header = "{\"alg\":\"%s\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}".formatted(alg, rsa.kid());
      refuses(StolenKeys.signed(rsa, header, payload.getBytes(UTF_8)));
    }
  }

  @Test
  void b05_signaturesThatAreNumbersOutOfRange() throws GeneralSecurityException {
    var zero = new byte[32];
    var order = HexFormat.of().parseHex(ORDER);
    var one = Arrays.copyOf(zero, 32);
    one[31] = 1;
    for (var r : List.of(zero, one, order)) {
      for (var s : List.of(zero, one, order)) {
        refuses(own.signature(ByteBuffer.allocate(64).put(r).put(s).array()));
      }
    }
    for (var length : List.of(1, 32, 63, 65, 70, 72, 96, 132)) {
      refuses(own.signature(new byte[length]));
    }
    refuses(own.signature(own.der()));
  }

  @Test
  void b07_kidsThatAreMoreThanNames() {
    for (var kid :
        List.of(
            "\"../../etc/passwd\"",
            "\"' OR 1=1\"",
            "\"*)(uid=*\"",
            "\"\\u0000\"",
            "\"\\ud83d\\ude00\"",
            "7",
            "null",
            "[]",
            "{}",
            "\"" + "k".repeat(257) + "\"",
            "\"" + "k".repeat(9_000) + "\"")) {
      refuses(
          keys.token(keys.header().replace("\"" + keys.key("ES256").kid() + "\"", kid), payload));
    }
  }

  @Test
  void b11_encryptedWhereSignedIsWanted() {
    for (var alg : List.of("RSA-OAEP", "RSA1_5", "ECDH-ES", "dir", "PBES2-HS256+A128KW")) {
      var first =
          own.encode(
              "{\"alg\":\"%s\",\"enc\":\"A256GCM\",\"kid\":\"%s\"}"
                  .formatted(alg, keys.key("RS256").kid()));
      refuses(first + ".AAAA.AAAA." + own.encode(payload) + ".AAAAAAAAAAAAAAAAAAAAAA");
      refuses(first + "..AAAA.AAAA.AAAA");
    }
  }

  @Test
  void b17_deepJson() {
    var deep = "{\"a\":" + "[".repeat(4_000) + "]".repeat(4_000) + "}";
    refuses(keys.token(deep, "{}"));
    refuses(keys.token(keys.header(), deep));
    refuses(keys.token(keys.header(), own.with("x", "[".repeat(25) + "]".repeat(25))));
    refuses(deep, 400, 401);
  }

  @Test
  void b18_membersThatComeTwice() {
    refuses(keys.token(keys.header(), payload.replaceFirst("\\{", "{\"sub\":\"admin\",")));
    refuses(keys.token(keys.header(), payload.replaceFirst("}$", ",\"sub\":\"admin\"}")));
    refuses(keys.token(keys.header(), payload.replaceFirst("}$", ",\"\\\\u0073ub\":\"admin\"}")));
    refuses(keys.token(keys.header().replace("{", "{\"alg\":\"none\","), payload));
    refuses(keys.token(keys.header().replace("{", "{\"alg\":\"ES256\","), payload));
  }

  @Test
  void b19_expiriesThatAreNone() {
    for (var exp :
        List.of(
            "\"9999999999\"",
            "1e308",
            "1.9e9",
            "-1",
            "9223372036854775808",
            "99999999999999999999",
            "null",
            "NaN",
            "true",
            "[1795000000]")) {
      refuses(keys.token(keys.header(), own.with("exp", exp)));
    }
    refuses(keys.token(keys.header(), own.lacking("exp")));
    refuses(keys.token(keys.header(), own.with("exp", "" + (own.now() - 61))));
  }

  @Test
  void b20_timesThatCannotBe() {
    for (var claim : List.of("nbf", "iat")) {
      passes(keys.token(keys.header(), own.with(claim, "" + (own.now() + 30))));
      refuses(keys.token(keys.header(), own.with(claim, "" + (own.now() + 120))));
    }
    refuses(keys.token(keys.header(), own.with("exp", "" + (own.now() + 365 * 86_400L))));
    refuses(keys.token(keys.header(), own.with("iat", "" + (own.now() - 365 * 86_400L))));
  }

  @Test
  void b22_tokensOfOtherKinds() {
    refuses(doors.idToken());
    for (var type :
        List.of(
            "JWT",
            "logout+jwt",
            "secevent+jwt",
            "dpop+jwt",
            "gatehouse-id+jwt",
            "client-authentication+jwt",
            "at-jwt",
            "text/at+jwt",
            "")) {
      refuses(keys.token(keys.header(type), payload));
    }
    refuses(keys.token(keys.header().replace("\"typ\":\"at+jwt\",", ""), payload));
    var hint = new SignIn(doors.product().demo(), scratch.resolve("hint"));
    var answer = hint.browse(hint.authorizeUrl("openid") + "&id_token_hint=" + good);
    assertThat(answer.status()).as(answer.body()).isIn(302, 303, 400);
    assertThat(answer.field("location").orElse("error=")).contains("error=");
  }

  private static void passes(String token) {
    doors.passes(token);
  }

  private static void refuses(String token, Integer... statuses) {
    doors.refuse(token, statuses);
  }
}
