package io.gatehouse.tokens.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One changed byte anywhere in a token makes it worthless, and never makes an error. */
class MutationTest {
  private static final long SEED = 20261122;
  private final TestIssuer issuer = new TestIssuer();

  @Test
  void noneOf500SingleByteChangesVerifies() {
    var random = new Random(SEED);
    for (var key : List.of(TestIssuer.EC, TestIssuer.RSA, TestIssuer.ED, TestIssuer.PSS)) {
      var token = new JwtSigner(key, "at+jwt").sign(issuer.claims().build());
      assertThat(issuer.verify(token)).isInstanceOf(VerifiedJwt.class);
      for (int i = 0; i < 500; i++) {
        var changed = changed(token, random);
        assertThat(issuer.verify(changed)).as(changed).isNotInstanceOf(VerifiedJwt.class);
      }
    }
  }

  @Test
  void noneOf500ChangesBeforeEncodingVerifies() {
    var random = new Random(SEED);
    var parts = issuer.token().split("\\.", -1);
    for (int i = 0; i < 500; i++) {
      var mutated = parts.clone();
      int at = random.nextInt(3);
      var bytes = Base64Url.decode(parts[at]).orElseThrow();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
      mutated[at] = Base64Url.encode(bytes);
      var changed = String.join(".", mutated);
      assertThat(issuer.verify(changed)).as(changed).isNotInstanceOf(VerifiedJwt.class);
    }
  }

  private static String changed(String token, Random random) {
    var bytes = token.getBytes(StandardCharsets.ISO_8859_1);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
