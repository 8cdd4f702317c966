package io.gatehouse.tokens.jwt;

import static io.gatehouse.tokens.jwt.TestIssuer.JCA;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 7520, RFC 7797 and RFC 8037. */
class JoseCookbookTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jws/4_1.rsa_v15_signature.json",
        "jws/4_2.rsa-pss_signature.json",
        "jws/4_3.ecdsa_signature.json",
        "jws/4_4.hmac-sha2_integrity_protection.json",
        "jws/4_5.signature_with_detached_content.json",
        "jws/4_6.protecting_specific_header_fields.json",
        "jws/4_7.protecting_content_only.json",
        "jws/4_8.multiple_signatures.json",
        "curve25519/jws.json",
        "rfc7797/4.2.hmac-sha2_b64_false.json",
        "rfc7797/hmac-sha2_b64_false.json"
      })
  void signedExamplesVerifyOrTheDeviationIsNamed(String file) {
    var deviates = Vectors.deviations("jose-cookbook").containsKey(file);
    assertThat(verifies(Vectors.read("jose-cookbook/" + file))).isNotEqualTo(deviates);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5_1.key_encryption_using_rsa_v15_and_aes-hmac-sha2.json",
        "5_2.key_encryption_using_rsa-oaep_with_aes-gcm.json",
        "5_3.key_wrap_using_pbes2-aes-keywrap_with-aes-cbc-hmac-sha2.json",
        "5_4.key_agreement_with_key_wrapping_using_ecdh-es_and_aes-keywrap_with_aes-gcm.json",
        "5_5.key_agreement_using_ecdh-es_with_aes-cbc-hmac-sha2.json",
        "5_6.direct_encryption_using_aes-gcm.json",
        "5_7.key_wrap_using_aes-gcm_keywrap_with_aes-cbc-hmac-sha2.json",
        "5_8.key_wrap_using_aes-keywrap_with_aes-gcm.json",
        "5_9.compressed_content.json",
        "5_10.including_additional_authentication_data.json",
        "5_11.protecting_specific_header_fields.json",
        "5_12.protecting_content_only.json",
        "5_13.encrypting_to_multiple_recipients.json"
      })
  void b11_noEncryptedExampleIsAToken(String file) {
    var output = object(Vectors.read("jose-cookbook/jwe/" + file), "output");
    var forms =
        Stream.of(
                output.text("compact"),
                output.get("json").map(Json::write),
                output.get("json_flat").map(Json::write))
            .flatMap(Optional::stream)
            .toList();
    assertThat(forms)
        .isNotEmpty()
        .allSatisfy(
            form -> assertThat(CompactJws.parse(form)).isInstanceOf(ParsedJws.Malformed.class));
  }

  @Test
  void theSamePublicKeyGivesTheSameThumbprintAsTheStandard() {
    // RFC 8037 A.3.
    var key = Vectors.read("jose-cookbook/curve25519/jws.json");
    var set = keys(publicHalf(object(object(key, "input"), "key")));
    assertThat(set.keys())
        .extracting(JwsKey::kid)
        .containsExactly("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  }

  @Test
  void publicKeysAreReadAndPrivateOnesAreRefused() {
    assertThat(keys(Vectors.read("jose-cookbook/jwk/3_3.rsa_public_key.json")).keys()).hasSize(1);
    assertThat(keys(Vectors.read("jose-cookbook/jwk/3_4.rsa_private_key.json")).warnings())
        .containsExactly("key bilbo.baggins@hobbiton.example left out: carries private material");
    assertThat(
            keys(Vectors.read("jose-cookbook/jwk/3_5.symmetric_key_mac_computation.json")).keys())
        .isEmpty();
    var elliptic =
        new LinkedHashMap<>(Vectors.read("jose-cookbook/jwk/3_1.ec_public_key.json").values());
    elliptic.put("alg", new Json.Text("ES512"));
    assertThat(keys(new Json.Members(elliptic)).keys()).hasSize(1);
    assertThat(keys(Vectors.read("jose-cookbook/jwk/3_2.ec_private_key.json")).keys()).isEmpty();
    assertThat(keys(Vectors.read("jose-cookbook/jwk/3_6.symmetric_key_encryption.json")).keys())
        .isEmpty();
  }

  private static boolean verifies(Json.Members example) {
    if (!(CompactJws.parse(compact(example)) instanceof CompactJws jws)) {
      return false;
    }
    if (object(example, "input").get("key").orElseThrow() instanceof Json.Items) {
      return false;
    }
    return keys(withAlgorithm(example)).keys().stream().anyMatch(key -> key.verifies(jws));
  }

  private static String compact(Json.Members example) {
    return object(example, "output").text("compact").orElse("");
  }

  /** The public half, fixed to the algorithm that the example uses it with. */
  private static Json.Members withAlgorithm(Json.Members example) {
    var input = object(example, "input");
    var key = new LinkedHashMap<>(publicHalf(object(input, "key")).values());
    key.put("alg", input.get("alg").orElseThrow());
    return new Json.Members(key);
  }

  private static Json.Members publicHalf(Json.Members key) {
    var members = new LinkedHashMap<>(key.values());
    members.keySet().removeAll(List.of("d", "p", "q", "dp", "dq", "qi"));
    return new Json.Members(members);
  }

  private static Json.Members object(Json.Members parent, String name) {
    return (Json.Members) parent.get(name).orElseThrow();
  }

  private static KeySet keys(Json.Members key) {
    var set = new Json.Members(Map.of("keys", new Json.Items(List.of(key))));
    return (KeySet) KeySet.parse(TestIssuer.utf8(set.write()), JwsAlgorithm.RS256, JCA);
  }
}
