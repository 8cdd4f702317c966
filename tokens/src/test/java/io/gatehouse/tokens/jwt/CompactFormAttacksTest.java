package io.gatehouse.tokens.jwt;

import static io.gatehouse.tokens.jwt.TestIssuer.EC;
import static io.gatehouse.tokens.jwt.TestIssuer.header;
import static io.gatehouse.tokens.jwt.TestIssuer.signed;
import static io.gatehouse.tokens.jwt.TestIssuer.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on the spelling of a token, each beside its accepted twin. */
class CompactFormAttacksTest {
  private final TestIssuer issuer = new TestIssuer();

  @Test
  void aWellFormedTokenIsRead() {
    assertThat(CompactJws.parse(issuer.token())).isInstanceOf(CompactJws.class);
    assertThat(issuer.verify(issuer.token())).isInstanceOf(VerifiedJwt.class);
    assertThat(parsed(issuer.token()).unverifiedIssuer()).isEqualTo(Optional.of(TestIssuer.ISSUER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"none\"",
        "\"nOnE\"",
        "\"NONE\"",
        "null",
        "[\"ES256\"]",
        "[]",
        "7",
        "true",
        "{}",
        "\"\"",
        "\"es256\"",
        "\"ES256 \"",
        "\"HS256\"",
        "\"HS512\"",
        "\"ES256K\""
      })
  void b01_algorithmsThatAreNotOursAreRefusedInAnySpelling(String alg) {
    var header = "{\"alg\":%s,\"kid\":\"%s\",\"typ\":\"at+jwt\"}".formatted(alg, EC.kid());
    assertRefused(signed(header, issuer.payload()));
    assertRefused(withoutSignature(signed(header, issuer.payload())));
  }

  @Test
  void b01_aMissingAlgorithmIsRefused() {
    var header = "{\"kid\":\"%s\",\"typ\":\"at+jwt\"}".formatted(EC.kid());
    assertRefused(signed(header, issuer.payload()));
    assertRefused(withoutSignature(issuer.token()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"../../etc/passwd\"",
        "\"' OR 1=1\"",
        "\"*)(uid=*\"",
        "7",
        "null",
        "[\"a\"]",
        "{}",
        "\"\"",
        "\"\\u0000\"",
        "\"\\ud83d\\ude00\""
      })
  void b07_aKidIsOnlyEverLookedUp(String kid) {
    assertRefused(signed("{\"alg\":\"ES256\",\"kid\":%s,\"typ\":\"at+jwt\"}".formatted(kid), "{}"));
  }

  @Test
  void b07_aLongKidIsRefusedBeforeAnyLookUp() {
    var kid = "k".repeat(257);
    var token = signed("{\"alg\":\"ES256\",\"kid\":\"%s\"}".formatted(kid), "{}");
    assertThat(issuer.verify(token)).isInstanceOf(Verification.Invalid.class);
    assertRefused("k".repeat(1 << 20));
  }

  @Test
  void b11_anEncryptedTokenIsRefusedWhereASignatureIsWanted() {
    assertRefused(jwe("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}"));
    assertRefused(signed("{\"alg\":\"ES256\",\"enc\":\"A256GCM\"}", issuer.payload()));
  }

  @Test
  void b12_aSignedTokenInsideAnEncryptedOneIsRefused() {
    assertRefused(jwe("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\",\"cty\":\"JWT\"}"));
  }

  @Test
  void b13_passwordBasedEncryptionIsNeverComputed() {
    assertRefused(jwe("{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2c\":2147483647}"));
  }

  @Test
  void b14_compressedContentIsNeverUnpacked() {
    assertRefused(jwe("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}"));
    assertRefused(
        signed("{\"alg\":\"ES256\",\"kid\":\"%s\",\"zip\":\"DEF\"}".formatted(EC.kid()), "{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b.c.d.", "a.b.c.d.e", "....", "a....", "eyJhbGciOiJkaXIifQ....AA"})
  void b15_brokenCiphertextIsRefusedWithoutAnError(String token) {
    assertRefused(token);
  }

  @Test
  void b16_theOldRsaPaddingIsNotOffered() {
    assertRefused(jwe("{\"alg\":\"RSA1_5\",\"enc\":\"A128CBC-HS256\"}"));
    assertThat(JwsAlgorithm.named("RSA1_5")).isEmpty();
  }

  @Test
  void b17_deepJsonIsRefusedInHeaderAndClaims() {
    assertRefused(signed(deep(5_000), issuer.payload()));
    assertRefused(signed(header(EC, "at+jwt"), deep(5_000)));
    assertRefused(signed(header(EC, "at+jwt"), deep(21)));
    assertRefused(deep(100_000));
  }

  @Test
  void b18_aMemberTwiceSpoilsHeaderAndClaims() {
    var kid = EC.kid();
    assertRefused(
        signed("{\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"%s\"}".formatted(kid), "{}"));
    assertRefused(
        signed(header(EC, "at+jwt"), issuer.payload().replace("{", "{\"sub\":\"admin\",")));
    assertRefused(
        signed(
            header(EC, "at+jwt"),
            issuer.payload().replace("{", "{\"act\":{\"sub\":\"a\",\"\\u0073ub\":\"b\"},")));
  }

  @Test
  void b26_everyTokenHasOneSpelling() {
    var token = issuer.token();
    for (var changed :
        List.of(
            token + ".",
            "." + token,
            token + "=",
            token + "==",
            token + "\n",
            " " + token,
            token.replaceFirst("\\.", ".."),
            token.replaceFirst("\\.", ".\n"),
            token + "!",
            token.replaceFirst("\\.", "=."),
            "",
            ".",
            "..",
            "...",
            "a.b",
            ".e30.e30")) {
      assertRefused(changed);
    }
    assertRefused(".".repeat(16_000));
    assertRefused("e30.".repeat(100_000));
  }

  @Test
  void b26_spareBitsAreRefusedInEveryPart() {
    var token = issuer.token();
    // 64 bytes leave 4 spare bits in the last sign of the signature.
    assertRefused(token.substring(0, token.length() - 1) + nextSign(token));
    var parts = List.of(token.split("\\.", -1));
    for (int i = 0; i < 2; i++) {
      if (parts.get(i).length() % 4 != 0) {
        assertRefused(token.replace(parts.get(i), spoilt(parts.get(i))));
      }
    }
  }

  @Test
  void b26_aTokenOver16KibIsRefusedBeforeItIsRead() {
    var long16 = signed(header(EC, "at+jwt"), "{\"pad\":\"" + "x".repeat(13_000) + "\"}");
    assertThat(CompactJws.parse(long16)).isInstanceOf(ParsedJws.Malformed.class);
    assertThat(CompactJws.parse("a".repeat(5 << 20)))
        .isEqualTo(new ParsedJws.Malformed("longer than 16 KiB"));
  }

  @Test
  void b42_stringsThatALenientDecoderTakesForTheSameTokenAreRefused() {
    var token = issuer.token();
    for (var changed :
        List.of(
            token + "\n",
            token + "==",
            token + "=",
            token.replace('-', '+').replace('_', '/') + "",
            token.substring(0, token.length() - 2) + "!" + token.substring(token.length() - 2))) {
      if (!changed.equals(token)) {
        assertRefused(changed);
      }
    }
    assertRefused(token.substring(0, token.length() - 1) + nextSign(token));
  }

  @Test
  void extensionsThatNobodyHereUnderstandsAreRefused() {
    for (var extra :
        List.of("\"crit\":[\"b64\"]", "\"b64\":false", "\"crit\":[]", "\"b64\":true")) {
      assertRefused(
          signed("{\"alg\":\"ES256\",\"kid\":\"%s\",%s}".formatted(EC.kid(), extra), "{}"));
    }
  }

  @Test
  void aHeaderMustBeStrictUtf8WithoutByteOrderMark() {
    var good = utf8(header(EC, "at+jwt"));
    var payload = utf8(issuer.payload());
    assertThat(issuer.verify(TestIssuer.signed(EC, good, payload))).isInstanceOf(VerifiedJwt.class);
    var bom = utf8("\uFEFF" + header(EC, "at+jwt"));
    assertRefused(TestIssuer.signed(EC, bom, payload));
    assertRefused(
        TestIssuer.signed(EC, utf8("{\"alg\":\"ES256\"} "), new byte[] {'"', (byte) 0xC0, '"'}));
  }

  private void assertRefused(String token) {
    assertThat(issuer.verify(token)).isNotInstanceOf(VerifiedJwt.class);
  }

  private static CompactJws parsed(String token) {
    return (CompactJws) CompactJws.parse(token);
  }

  private static String withoutSignature(String token) {
    return token.substring(0, token.lastIndexOf('.') + 1);
  }

  private static String jwe(String header) {
    return Base64Url.encode(utf8(header)) + ".AAAA.AAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA";
  }

  private static String deep(int levels) {
    return "{\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
  }

  private static char nextSign(String token) {
    return (char) (token.charAt(token.length() - 1) + 1);
  }

  private static String spoilt(String part) {
    return part.substring(0, part.length() - 1) + nextSign(part);
  }
}
