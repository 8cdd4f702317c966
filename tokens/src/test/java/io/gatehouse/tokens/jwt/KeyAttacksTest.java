package io.gatehouse.tokens.jwt;

import static io.gatehouse.tokens.jwt.TestIssuer.EC;
import static io.gatehouse.tokens.jwt.TestIssuer.JCA;
import static io.gatehouse.tokens.jwt.TestIssuer.POLICY;
import static io.gatehouse.tokens.jwt.TestIssuer.PSS;
import static io.gatehouse.tokens.jwt.TestIssuer.RSA;
import static io.gatehouse.tokens.jwt.TestIssuer.header;
import static io.gatehouse.tokens.jwt.TestIssuer.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on keys, and on which key judges a token by which algorithm. */
class KeyAttacksTest {
  private final TestIssuer issuer = new TestIssuer();

  @Test
  void b02_aPublicKeyIsNoSharedSecret() throws GeneralSecurityException {
    for (var key : List.of(RSA, EC)) {
      var der = key.export().publicKey();
      var pem =
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder().encodeToString(der)
              + "\n-----END PUBLIC KEY-----\n";
      for (var secret : List.of(der, utf8(pem), utf8(key.publicJwk().write()))) {
        assertRefused(macSigned(key.kid(), secret));
      }
    }
  }

  @Test
  void b03_aClientSecretSignsNothingHere() throws GeneralSecurityException {
    assertRefused(macSigned("web", utf8("the secret of the client web, 32 bytes long")));
    assertThat(Arrays.stream(JwsAlgorithm.values()).map(JwsAlgorithm::word))
        .noneMatch(word -> word.startsWith("HS") || word.equalsIgnoreCase("none"));
    assertThat(leftOut("{\"kty\":\"oct\",\"kid\":\"web\",\"alg\":\"HS256\",\"k\":\"AAAA\"}"))
        .contains("key web left out: no public key type");
  }

  @Test
  void b04_aTokenCannotChooseAnotherAlgorithmOfTheSameKey() {
    // A PS256 signature by the key that is published for RS256, and the reverse.
    var asPss = SigningKey.read(exported(RSA, JwsAlgorithm.PS256), JCA);
    assertRefused(token(asPss, RSA.kid(), "PS256"));
    var asPkcs1 = SigningKey.read(exported(PSS, JwsAlgorithm.RS256), JCA);
    assertRefused(token(asPkcs1, PSS.kid(), "RS256"));
    assertRefused(token(EC, EC.kid(), "ES384"));
    assertRefused(token(EC, RSA.kid(), "RS256"));
    assertRefused(token(EC, RSA.kid(), "ES256"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"use\":\"enc\"",
        "\"use\":\"SIG\"",
        "\"use\":7",
        "\"key_ops\":[\"sign\"]",
        "\"key_ops\":[]",
        "\"key_ops\":\"verify\"",
        "\"key_ops\":[\"verify\",\"verify\"]",
        "\"alg\":\"ES384\"",
        "\"alg\":\"RS256\"",
        "\"alg\":\"none\"",
        "\"alg\":\"HS256\"",
        "\"alg\":7",
        "\"kid\":7",
        "\"kid\":\"\"",
        "\"crv\":\"P-384\"",
        "\"kty\":\"RSA\"",
        "\"kty\":7",
        "\"d\":\"AAAA\"",
        "\"k\":\"AAAA\"",
        "\"x\":\"AAAA\"",
        "\"y\":7"
      })
  void b04_aKeyThatIsNotForVerifyingThisAlgorithmIsLeftOut(String member) {
    var name = member.substring(1, member.indexOf('"', 1));
    var good = new java.util.LinkedHashMap<>(EC.publicJwk().values());
    assertThat(parse("{\"keys\":[" + EC.publicJwk().write() + "]}").keys()).hasSize(1);
    good.remove(name);
    var changed = new Json.Members(good).write().replaceFirst("\\{", "{" + member + ",");
    assertThat(parse("{\"keys\":[" + changed + "]}").keys()).isEmpty();
  }

  @Test
  void b05_zeroSignaturesAndNumbersOutOfRangeAreRefused() {
    var zero = new byte[32];
    var order = Curve.P256.order();
    var one = new byte[32];
    one[31] = 1;
    var most = new byte[32];
    Arrays.fill(most, (byte) 0xff);
    for (var r : List.of(zero, one, order, most)) {
      for (var s : List.of(zero, one, order, most)) {
        var signature = Arrays.copyOf(r, 64);
        System.arraycopy(s, 0, signature, 32, 32);
        assertRefused(withSignature(issuer.token(), signature));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 32, 63, 65, 66, 70, 71, 72, 96, 128, 132})
  void b05_signaturesOfAnotherLengthAreRefused(int length) {
    assertRefused(withSignature(issuer.token(), new byte[length]));
    var real = signature(issuer.token());
    assertRefused(withSignature(issuer.token(), Arrays.copyOf(real, length)));
  }

  @Test
  void b05_theDerFormOfAGoodSignatureIsRefused() throws Exception {
    var token = issuer.token();
    var der = com.nimbusds.jose.crypto.impl.ECDSA.transcodeSignatureToDER(signature(token));
    assertRefused(withSignature(token, der));
  }

  @Test
  void b09_theKeysOfOneIssuerSayNothingAboutAnother() {
    var kid = "{\"kid\":\"shared\"";
    var mine = parse("{\"keys\":[" + renamed(EC, kid) + "]}");
    var other = SigningKey.generate(JwsAlgorithm.ES256, JCA);
    var theirs = parse("{\"keys\":[" + renamed(other, kid) + "]}");
    var token = token(EC, "shared", "ES256");
    assertThat(issuer.verify(token, POLICY, mine)).isInstanceOf(VerifiedJwt.class);
    assertThat(issuer.verify(token, POLICY, theirs)).isInstanceOf(Verification.Invalid.class);
    var foreign = JwtPolicy.expect("https://other.test", TestIssuer.AUDIENCE);
    assertThat(issuer.verify(token, foreign, mine)).isInstanceOf(Verification.Invalid.class);
  }

  @Test
  void b09_ofKeysWithTheSameKidNoneIsUsed() {
    var other = SigningKey.generate(JwsAlgorithm.ES256, JCA);
    var kid = "{\"kid\":\"twin\"";
    var set =
        parse(
            "{\"keys\":[%s,%s,%s]}"
                .formatted(renamed(EC, kid), renamed(other, kid), RSA.publicJwk().write()));
    assertThat(set.keys()).extracting(JwsKey::kid).containsExactly(RSA.kid());
    assertThat(set.warnings()).containsExactly("key twin left out: its kid stands there twice");
    assertThat(issuer.verify(token(EC, "twin", "ES256"), POLICY, set))
        .isInstanceOf(Verification.KeyUnknown.class);
  }

  @Test
  void b28_aShortenedOrLengthenedTokenIsRefused() {
    var token = issuer.token();
    for (int length = 0; length < token.length(); length++) {
      assertRefused(token.substring(0, length));
    }
    for (var end : List.of("A", "AA", "AAA", "AAAA", "=", ".", " ", token)) {
      assertRefused(token + end);
    }
  }

  @Test
  void b32_weakKeysAreLeftOutAndTheOthersWork() {
    var weak =
        List.of(
            jwkRsa(rsaModulus(1024), "AQAB"),
            jwkRsa(rsaModulus(2048), "AQ"),
            jwkRsa(rsaModulus(2048), "AQAA"),
            jwkRsa(rsaModulus(2048), "Aw"),
            jwkRsa(rsaModulus(16384), "AQAB"),
            offCurve());
    var set = parse("{\"keys\":[" + String.join(",", weak) + "," + EC.publicJwk().write() + "]}");
    assertThat(set.keys()).extracting(JwsKey::kid).containsExactly(EC.kid());
    assertThat(set.warnings()).hasSize(weak.size());
    assertThat(issuer.verify(issuer.token(), POLICY, set)).isInstanceOf(VerifiedJwt.class);
  }

  @Test
  void aSetThatIsNoneIsMalformedAndNotEmpty() {
    for (var text : List.of("", "[]", "{}", "{\"keys\":{}}", "<html>", "{\"keys\":[]}x", "7")) {
      assertThat(KeySet.parse(utf8(text), JwsAlgorithm.RS256, JCA))
          .isInstanceOf(ParsedKeySet.Malformed.class);
    }
    assertThat(parse("{\"keys\":[7,null,\"x\"]}").warnings()).hasSize(3);
  }

  @Test
  void aWarningCannotForgeALogLine() {
    assertThat(leftOut("{\"kty\":\"oct\",\"kid\":\"a\\n2026 LOGIN ok\"}"))
        .allSatisfy(text -> assertThat(text).doesNotContain("\n"));
  }

  private void assertRefused(String token) {
    assertThat(issuer.verify(issuer.token())).isInstanceOf(VerifiedJwt.class);
    assertThat(issuer.verify(token)).isNotInstanceOf(VerifiedJwt.class);
  }

  private String token(SigningKey signer, String kid, String alg) {
    var header = header(signer, "at+jwt").replace(signer.kid(), kid);
    var chosen = header.replace("\"" + signer.algorithm().word() + "\"", "\"" + alg + "\"");
    return TestIssuer.signed(signer, utf8(chosen), utf8(issuer.payload()));
  }

  private String macSigned(String kid, byte[] secret) throws GeneralSecurityException {
    var header = "{\"alg\":\"HS256\",\"kid\":\"%s\",\"typ\":\"at+jwt\"}".formatted(kid);
    var content = Base64Url.encode(utf8(header)) + "." + Base64Url.encode(utf8(issuer.payload()));
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return content + "." + Base64Url.encode(mac.doFinal(utf8(content)));
  }

  private static SigningKey.Exported exported(SigningKey key, JwsAlgorithm algorithm) {
    return new SigningKey.Exported(algorithm, key.export().publicKey(), key.export().privateKey());
  }

  private static byte[] signature(String token) {
    return Base64Url.decode(token.substring(token.lastIndexOf('.') + 1)).orElseThrow();
  }

  private static String withSignature(String token, byte[] signature) {
    return token.substring(0, token.lastIndexOf('.') + 1) + Base64Url.encode(signature);
  }

  private static KeySet parse(String document) {
    return (KeySet)
        KeySet.parse(document.getBytes(StandardCharsets.UTF_8), JwsAlgorithm.RS256, JCA);
  }

  private static List<String> leftOut(String jwk) {
    var set = parse("{\"keys\":[" + jwk + "]}");
    assertThat(set.keys()).isEmpty();
    return set.warnings();
  }

  private static String renamed(SigningKey key, String start) {
    var members = new java.util.LinkedHashMap<>(key.publicJwk().values());
    members.remove("kid");
    return new Json.Members(members).write().replaceFirst("\\{", start + ",");
  }

  private static String jwkRsa(byte[] modulus, String exponent) {
    return "{\"kty\":\"RSA\",\"kid\":\"weak%d%s\",\"n\":\"%s\",\"e\":\"%s\"}"
        .formatted(modulus.length, exponent, Base64Url.encode(modulus), exponent);
  }

  /** An odd number of this length; only its length is judged here. */
  private static byte[] rsaModulus(int bits) {
    var modulus = new byte[bits / 8];
    new java.util.Random(bits).nextBytes(modulus);
    modulus[0] |= (byte) 0x80;
    modulus[modulus.length - 1] |= 1;
    return modulus;
  }

  private static String offCurve() {
    return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"off\",\"x\":\"%s\",\"y\":\"%s\"}"
        .formatted(EC.publicJwk().text("x").orElseThrow(), EC.publicJwk().text("x").orElseThrow());
  }
}
