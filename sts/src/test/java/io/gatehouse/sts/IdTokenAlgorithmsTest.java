package io.gatehouse.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.client.IdTokenAlgorithm;
import io.gatehouse.tokens.jwt.Base64Url;
import io.gatehouse.tokens.jwt.CompactJws;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.JwtPolicy;
import io.gatehouse.tokens.jwt.JwtVerifier;
import io.gatehouse.tokens.jwt.KeySet;
import io.gatehouse.tokens.jwt.ParsedKeySet;
import io.gatehouse.tokens.jwt.VerifiedJwt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An ID token in each algorithm that the metadata names, verified by the published keys alone. */
final class IdTokenAlgorithmsTest {
  private static final RunningSts STS = RunningSts.start();

  @ParameterizedTest
  @EnumSource(IdTokenAlgorithm.class)
  void aClientGetsTheAlgorithmThatItRegistered(IdTokenAlgorithm algorithm) {
    var client =
        STS.register(
            """
            {"client_name": "App", "redirect_uris": ["https://app.example.com/cb"],
             "scope": "openid", "token_endpoint_auth_method": "none", "first_party": true,
             "id_token_signed_response_alg": "%s"}
            """
                .formatted(algorithm.word()));
    var browser = STS.visitor();
    var asked = Visitor.with(Visitor.request(client), "scope", "openid");
    var tokens = browser.token(Visitor.redemption(client, browser.code(asked, "alice")));
    var idToken = Visitor.text(tokens, "id_token");

    assertThat(Visitor.header(idToken).text("alg")).contains(algorithm.word());
    var policy = JwtPolicy.expect(RunningSts.ISSUER, client.client().clientId()).typed("JWT");
    assertThat(CompactJws.parse(idToken))
        .isInstanceOfSatisfying(
            CompactJws.class,
            jws ->
                assertThat(new JwtVerifier(STS.clock).verify(jws, published(browser), policy))
                    .isInstanceOf(VerifiedJwt.class));
    assertThat(Visitor.payload(idToken).text("at_hash"))
        .contains(leftHalf(Visitor.text(tokens, "access_token"), algorithm));
  }

  private static KeySet published(Visitor browser) {
    var document = browser.get("/jwks").body().text().getBytes(StandardCharsets.UTF_8);
    return switch (KeySet.parse(document, JwsAlgorithm.RS256, Jca.installed())) {
      case KeySet keys -> keys;
      case ParsedKeySet.Malformed malformed -> throw new AssertionError(malformed);
    };
  }

  private static String leftHalf(String access, IdTokenAlgorithm algorithm) {
    try {
      var name = algorithm == IdTokenAlgorithm.EDDSA ? "SHA-512" : "SHA-256";
      var hash = MessageDigest.getInstance(name).digest(access.getBytes(StandardCharsets.US_ASCII));
      return Base64Url.encode(Arrays.copyOf(hash, hash.length / 2));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
