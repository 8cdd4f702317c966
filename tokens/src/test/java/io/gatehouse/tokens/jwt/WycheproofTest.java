package io.gatehouse.tokens.jwt;

import static io.gatehouse.tokens.jwt.TestIssuer.JCA;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.tokens.jwt.Vectors.Case;
import java.security.GeneralSecurityException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Project Wycheproof's vectors: what is valid verifies, what is not does not, nothing throws. */
class WycheproofTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "json_web_signature_test.json",
        "json_web_key_test.json",
        "json_web_crypto_test.json"
      })
  void tokensAreJudgedAsTheVectorsSayOrTheDeviationIsNamed(String file) {
    var named = Vectors.deviations(file);
    var differing = new TreeSet<String>();
    Vectors.wycheproof(file)
        .filter(test -> accepts(test) != test.isValid())
        .forEach(test -> differing.add(Integer.toString(test.id())));
    assertThat(differing).isEqualTo(new TreeSet<>(named.keySet()));
  }

  @Test
  void noVectorThatIsInvalidIsEverAccepted() {
    for (var file :
        List.of(
            "json_web_signature_test.json",
            "json_web_key_test.json",
            "json_web_crypto_test.json")) {
      assertThat(Vectors.wycheproof(file).filter(test -> accepts(test) && !test.isValid()))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ecdsa_secp256r1_sha256_p1363_test.json, ES256",
    "ecdsa_secp384r1_sha384_p1363_test.json, ES384",
    "ecdsa_secp521r1_sha512_p1363_test.json, ES512",
    "rsa_signature_2048_sha256_test.json, RS256",
    "rsa_pss_2048_sha256_mgf1_32_test.json, PS256",
    "rsa_pss_4096_sha512_mgf1_64_test.json, PS512",
    "ed25519_test.json, EDDSA"
  })
  void signaturesAreJudgedAsTheVectorsSay(String file, JwsAlgorithm algorithm) {
    var differing =
        Vectors.wycheproof(file)
            .filter(test -> !isAcceptable(test))
            .filter(test -> verifies(test, algorithm) != test.isValid())
            .map(Case::toString);
    assertThat(differing).isEmpty();
  }

  @Test
  void b05_noSignatureInDerFormVerifiesHoweverGoodItIs() {
    var accepted =
        Vectors.wycheproof("ecdsa_secp256r1_sha256_test.json")
            .filter(test -> verifies(test, JwsAlgorithm.ES256))
            .map(Case::toString);
    assertThat(accepted).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "json_web_signature_test.json, 401",
    "json_web_key_test.json, 26",
    "json_web_crypto_test.json, 83",
    "ecdsa_secp256r1_sha256_test.json, 484",
    "ecdsa_secp256r1_sha256_p1363_test.json, 262",
    "ecdsa_secp384r1_sha384_p1363_test.json, 280",
    "ecdsa_secp521r1_sha512_p1363_test.json, 318",
    "rsa_signature_2048_sha256_test.json, 259",
    "rsa_pss_2048_sha256_mgf1_32_test.json, 108",
    "rsa_pss_4096_sha512_mgf1_64_test.json, 179",
    "ed25519_test.json, 151"
  })
  void everyVectorOfAFileIsThere(String file, int published) {
    assertThat(Vectors.wycheproof(file)).hasSize(published);
  }

  @Test
  void everyDeviationHasAReason() {
    for (var file :
        List.of("json_web_signature_test.json", "json_web_key_test.json", "jose-cookbook")) {
      assertThat(Vectors.deviations(file).values()).allSatisfy(r -> assertThat(r).isNotBlank());
    }
  }

  // What the vectors call acceptable is a weakness that one may tolerate: either answer is right.
  private static boolean isAcceptable(Case test) {
    return test.test().text("result").orElseThrow().equals("acceptable");
  }

  private static boolean verifies(Case test, JwsAlgorithm algorithm) {
    try {
      var spki = HexFormat.of().parseHex(test.group().text("publicKeyDer").orElseThrow());
      var type = algorithm == JwsAlgorithm.EDDSA ? "Ed25519" : algorithm.keyType();
      var key = JCA.keyFactory(type).generatePublic(new X509EncodedKeySpec(spki));
      var message = test.bytes("msg");
      return JwsKey.of("k", algorithm, key, JCA)
          .verifies(message, message.length, test.bytes("sig"));
    } catch (GeneralSecurityException notAKey) {
      return false;
    }
  }

  private static boolean accepts(Case test) {
    var token = test.test().text("jws");
    if (token.isEmpty() || !(CompactJws.parse(token.get()) instanceof CompactJws jws)) {
      return false;
    }
    var keys = keys(test.group());
    var kid = jws.header().kid();
    var key = kid.isPresent() ? keys.find(kid.get()) : keys.only(jws.header().algorithm());
    return key.filter(found -> found.verifies(jws)).isPresent();
  }

  private static KeySet keys(Json.Members group) {
    var published = group.get("public").or(() -> group.get("private")).orElseThrow();
    var set =
        published instanceof Json.Members members && members.get("keys").isPresent()
            ? members
            : new Json.Members(Map.of("keys", new Json.Items(List.of(published))));
    return (KeySet) KeySet.parse(TestIssuer.utf8(set.write()), JwsAlgorithm.RS256, JCA);
  }
}
