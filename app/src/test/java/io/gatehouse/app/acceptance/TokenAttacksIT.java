package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Door B at the gateway and at userinfo: every place that takes our own access tokens. */
@ExtendWith(OneProduct.class)
class TokenAttacksIT {
  private static final String ORDER =
      "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

  @TempDir static Path scratch;
  private static UnderAttack product;
  private static StolenKeys keys;
  private static String good;
  private static String payload;
  private static String idToken;
  private static UnderAttack.Door gateway;
  private static UnderAttack.Door issuer;

  @BeforeAll
  static void meet(UnderAttack shared) {
    product = shared;
    keys = StolenKeys.of(product.demo().dir());
    var tokens =
        new SignIn(product.demo(), scratch.resolve("jar")).tokens("alice", "openid orders.read");
    good = tokens.get("access_token").stringValue();
    idToken = tokens.get("id_token").stringValue();
    payload = new String(Base64.getUrlDecoder().decode(good.split("\\.", -1)[1]), UTF_8);
    gateway = product.gateway();
    issuer = product.issuer();
  }

  @AfterAll
  static void leave() {
    gateway.close();
    issuer.close();
  }

  @Test
  void theTwinsPass() {
    passes(good);
    passes(keys.token(keys.header(), payload));
    passes(keys.token(keys.header(), with("unknown_claim", "{\"scope\":\"admin\"}")));
  }

  @Test
  void b01_noneAndItsSpellings() {
    for (var alg :
        List.of("\"none\"", "\"nOnE\"", "\"NONE\"", "null", "[\"ES256\"]", "7", "\"es256\"")) {
      var header = keys.header().replace("\"ES256\"", alg);
      refuses(keys.token(header, payload));
      refuses(unsigned(keys.token(header, payload)));
    }
    refuses(keys.token(keys.header().replace("\"alg\":\"ES256\",", ""), payload));
    refuses(unsigned(good));
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
        refuses(mac(key.kid(), secret));
      }
    }
  }

  @Test
  void b03_aClientSecretAsKey() {
    var client = product.demo().json().at("/clients/service");
    var secret = client.get("client_secret").stringValue().getBytes(UTF_8);
    refuses(mac(client.get("client_id").stringValue(), secret));
    refuses(mac(keys.key("ES256").kid(), secret));
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
        refuses(signature(ByteBuffer.allocate(64).put(r).put(s).array()));
      }
    }
    for (var length : List.of(1, 32, 63, 65, 70, 72, 96, 132)) {
      refuses(signature(new byte[length]));
    }
    refuses(signature(der()));
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
    var header = "{\"alg\":\"%s\",\"enc\":\"A256GCM\",\"kid\":\"%s\"}";
    for (var alg : List.of("RSA-OAEP", "RSA1_5", "ECDH-ES", "dir", "PBES2-HS256+A128KW")) {
      var first = encode(header.formatted(alg, keys.key("RS256").kid()));
      refuses(first + ".AAAA.AAAA." + encode(payload) + ".AAAAAAAAAAAAAAAAAAAAAA");
      refuses(first + "..AAAA.AAAA.AAAA");
    }
  }

  @Test
  void b17_deepJson() {
    var deep = "{\"a\":" + "[".repeat(4_000) + "]".repeat(4_000) + "}";
    refuses(keys.token(deep, "{}"));
    refuses(keys.token(keys.header(), deep));
    refuses(keys.token(keys.header(), with("x", "[".repeat(25) + "]".repeat(25))));
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
      refuses(keys.token(keys.header(), with("exp", exp)));
    }
    refuses(keys.token(keys.header(), lacking("exp")));
    refuses(keys.token(keys.header(), with("exp", "" + (now() - 61))));
  }

  @Test
  void b20_timesThatCannotBe() {
    for (var claim : List.of("nbf", "iat")) {
      passes(keys.token(keys.header(), with(claim, "" + (now() + 30))));
      refuses(keys.token(keys.header(), with(claim, "" + (now() + 120))));
    }
    refuses(keys.token(keys.header(), with("exp", "" + (now() + 365 * 86_400L))));
    refuses(keys.token(keys.header(), with("iat", "" + (now() - 365 * 86_400L))));
  }

  @Test
  void b22_tokensOfOtherKinds() {
    refuses(idToken);
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
    var hint = new SignIn(product.demo(), scratch.resolve("hint"));
    var answer = hint.browse(hint.authorizeUrl("openid") + "&id_token_hint=" + good);
    assertThat(answer.status()).as(answer.body()).isIn(302, 303, 400);
    assertThat(answer.field("location").orElse("error=")).contains("error=");
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
    var pad = with("pad", "\"" + "x".repeat(13_000) + "\"");
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
      refuses(keys.token(keys.header(), with("scope", scope)));
    }
    var nested = with("realm_access", "{\"scope\":\"orders.write\",\"roles\":[\"admins\"]}");
    var token = keys.token(keys.header(), nested);
    passes(token);
    gateway.refuses(ask("/admin/report", token), 403);
  }

  @Test
  void b41_anExpiryOfNull() {
    refuses(keys.token(keys.header(), with("exp", "null")));
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
      refuses(keys.token(keys.header(), with(parts[0], parts[1])));
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
    doors(token).forEach(door -> door.at().passes(door.ask()));
  }

  private static void refuses(String token) {
    refuses(token, 401);
  }

  /** The unmodified twin first. */
  private static void refuses(String token, Integer... statuses) {
    passes(good);
    doors(token).forEach(door -> door.at().refuses(door.ask(), statuses));
  }

  private record Place(UnderAttack.Door at, Ask ask) {}

  private static Stream<Place> doors(String token) {
    return Stream.of(
        new Place(gateway, ask("/orders/42", token)), new Place(issuer, ask("/userinfo", token)));
  }

  private static Ask ask(String target, String token) {
    return Ask.get(target).with("Authorization: Bearer " + token);
  }

  /** The claims with this one set to this JSON text. */
  private static String with(String claim, String json) {
    return lacking(claim).replaceFirst("}$", "") + ",\"" + claim + "\":" + json + "}";
  }

  private static String lacking(String claim) {
    var value = "(\"[^\"]*\"|\\[[^\\]]*\\]|[0-9]+)";
    return payload
        .replaceFirst(",\"" + claim + "\":" + value, "")
        .replaceFirst("\\{\"" + claim + "\":" + value + ",", "{");
  }

  private static String unsigned(String token) {
    return token.substring(0, token.lastIndexOf('.') + 1);
  }

  private static String signature(byte[] bytes) {
    return unsigned(good) + StolenKeys.encode(bytes);
  }

  private static byte[] der() throws GeneralSecurityException, SignatureException {
    var engine = Signature.getInstance("SHA256withECDSA");
    engine.initSign(keys.key("ES256").privateKey());
    engine.update(good.substring(0, good.lastIndexOf('.')).getBytes(UTF_8));
    return engine.sign();
  }

  private static String mac(String kid, byte[] secret) {
    var header = "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}".formatted(kid);
    var content = encode(header) + "." + encode(payload);
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return content + "." + StolenKeys.encode(mac.doFinal(content.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return StolenKeys.encode(text.getBytes(UTF_8));
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }
}
