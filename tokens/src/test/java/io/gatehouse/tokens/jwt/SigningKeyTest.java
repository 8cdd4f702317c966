package io.gatehouse.tokens.jwt;

import static io.gatehouse.tokens.jwt.TestIssuer.EC;
import static io.gatehouse.tokens.jwt.TestIssuer.JCA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.Secret;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningKeyTest {
  private final TestIssuer issuer = new TestIssuer();

  @ParameterizedTest
  @EnumSource(names = {"RS256", "PS256", "ES256", "ES384", "EDDSA"})
  void anExportedKeyComesBackAsTheSameKey(JwsAlgorithm algorithm) {
    var key = SigningKey.generate(algorithm, JCA);
    var again = SigningKey.read(key.export(), JCA);
    assertThat(again.kid()).isEqualTo(key.kid());
    assertThat(again.publicJwk()).isEqualTo(key.publicJwk());
    var token = new JwtSigner(again, "at+jwt").sign(issuer.claims().build());
    assertThat(issuer.verify(token, TestIssuer.POLICY, KeySet.of(List.of(key.verifying()))))
        .isInstanceOf(VerifiedJwt.class);
  }

  @Test
  void halvesOfDifferentKeysAreRefused() {
    var other = SigningKey.generate(JwsAlgorithm.ES256, JCA).export();
    var mixed =
        new SigningKey.Exported(JwsAlgorithm.ES256, EC.export().publicKey(), other.privateKey());
    assertThatThrownBy(() -> SigningKey.read(mixed, JCA))
        .isInstanceOf(IllegalArgumentException.class);
    var broken =
        new SigningKey.Exported(JwsAlgorithm.ES256, new byte[] {1}, Secret.of(new byte[] {2}));
    assertThatThrownBy(() -> SigningKey.read(broken, JCA))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thePublishedKeyHasNoPrivateMember() {
    assertThat(EC.publicJwk().values().keySet())
        .containsExactlyInAnyOrder("kty", "crv", "x", "y", "kid", "use", "alg");
    assertThat(TestIssuer.RSA.publicJwk().values().keySet())
        .containsExactlyInAnyOrder("kty", "n", "e", "kid", "use", "alg");
    assertThat(EC.toString() + EC.export()).doesNotContain("d=").contains("[secret]");
  }

  @Test
  void oneKeySignsAndVerifiesInManyThreadsAtOnce() throws InterruptedException {
    var results = new ConcurrentLinkedQueue<Verification>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 200)
          .forEach(i -> threads.execute(() -> results.add(issuer.verify(issuer.token()))));
    }
    assertThat(results).hasSize(200).allMatch(VerifiedJwt.class::isInstance);
  }

  @Test
  void aTokenIsTheStandardsCompactForm() {
    var token =
        new JwtSigner(EC, "at+jwt").sign(Claims.builder().text("é\"\\\n", "\u0001").build());
    var header =
        new String(Base64Url.decode(token.substring(0, token.indexOf('.'))).orElseThrow(), UTF_8);
    assertThat(header)
        .isEqualTo("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + EC.kid() + "\"}");
    var jws = (CompactJws) CompactJws.parse(token);
    assertThat(jws.content())
        .isEqualTo(Claims.builder().text("é\"\\\n", "\u0001").build().members());
  }
}
