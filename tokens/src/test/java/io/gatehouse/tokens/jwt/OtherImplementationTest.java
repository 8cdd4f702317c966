package io.gatehouse.tokens.jwt;

import static io.gatehouse.tokens.jwt.TestIssuer.JCA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens go to and fro between this product and jose4j, which shares no line with it. */
class OtherImplementationTest {
  private final TestIssuer issuer = new TestIssuer();

  @ParameterizedTest
  @EnumSource(names = {"RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "ES512", "EDDSA"})
  void itsTokensVerifyHere(JwsAlgorithm algorithm) throws Exception {
    var key = SigningKey.generate(algorithm, JCA);
    var jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue(algorithm.word());
    jws.setKeyIdHeaderValue(key.kid());
    jws.setHeader("typ", "at+jwt");
    jws.setKey(privateKey(key));
    jws.setPayload(issuer.payload());
    var token = jws.getCompactSerialization();
    assertThat(issuer.verify(token, TestIssuer.POLICY, published(key)))
        .isInstanceOf(VerifiedJwt.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"RS256", "PS256", "ES256", "EDDSA"})
  void ourTokensVerifyThereWithOurPublishedKey(JwsAlgorithm algorithm) throws Exception {
    var key = SigningKey.generate(algorithm, JCA);
    var token = new JwtSigner(key, "at+jwt").sign(issuer.claims().build());
    var theirs = PublicJsonWebKey.Factory.newPublicJwk(key.publicJwk().write());
    assertThat(theirs.calculateBase64urlEncodedThumbprint("SHA-256")).isEqualTo(key.kid());
    var consumer =
        new JwtConsumerBuilder()
            .setVerificationKey(theirs.getPublicKey())
            .setExpectedIssuer(TestIssuer.ISSUER)
            .setExpectedAudience(TestIssuer.AUDIENCE)
            .setExpectedType(true, "at+jwt")
            .setEvaluationTime(
                org.jose4j.jwt.NumericDate.fromSeconds(issuer.now().getEpochSecond()))
            .build();
    var claims = consumer.processToClaims(token);
    assertThat(Set.of(claims.getStringClaimValue("scope").split(" ", -1)))
        .isEqualTo(Set.of("orders.read", "orders.write"));
    assertThatThrownBy(() -> consumer.processToClaims(token.replace("at-", "at") + "A"))
        .isInstanceOf(InvalidJwtException.class);
  }

  private static PrivateKey privateKey(SigningKey key) throws Exception {
    var type = key.algorithm() == JwsAlgorithm.EDDSA ? "Ed25519" : key.algorithm().keyType();
    return KeyFactory.getInstance(type)
        .generatePrivate(new PKCS8EncodedKeySpec(key.export().privateKey().expose()));
  }

  /** Our published key as jose4j writes it again. */
  private static KeySet published(SigningKey key) throws JoseException {
    var jwk = JsonWebKey.Factory.newJwk(key.publicJwk().write()).toJson();
    var set =
        new Json.Members(
            Map.of("keys", new Json.Items(List.of((Json) Json.parse(TestIssuer.utf8(jwk))))));
    return (KeySet) KeySet.parse(TestIssuer.utf8(set.write()), JwsAlgorithm.RS256, JCA);
  }
}
