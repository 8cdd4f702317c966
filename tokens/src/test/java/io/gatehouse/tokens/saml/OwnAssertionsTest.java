package io.gatehouse.tokens.saml;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OwnAssertionsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final OpenSaml LIBRARY = OpenSaml.start();

  private final AssertionVerifier verifier =
      new AssertionVerifier(() -> LIBRARY, Clock.fixed(NOW, ZoneOffset.UTC));

  private static NewAssertion wanted() {
    return new NewAssertion(
        "_a1",
        "https://sts.example.com/?a=1&b=<2>",
        "6f9619ff-8b86-4011-b42d-00c04fc964ff",
        "https://api.example.com/\"&\"",
        NOW,
        Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @EnumSource(names = {"ES256", "RS256"})
  void whatWeSignWeVerify(JwsAlgorithm algorithm) {
    var key = SigningKey.generate(algorithm, Jca.installed());
    var encoded = AssertionSigner.sign(wanted(), key);
    var policy =
        AssertionPolicy.expect(wanted().issuer(), now -> List.of(key.verifying().publicKey()));

    assertThat(UnverifiedAssertion.parse(encoded)).isInstanceOf(UnverifiedAssertion.class);
    var verdict = verifier.verify((UnverifiedAssertion) UnverifiedAssertion.parse(encoded), policy);

    assertThat(verdict).isInstanceOf(VerifiedAssertion.class);
    var verified = (VerifiedAssertion) verdict;
    assertThat(verified.subject().name()).isEqualTo(wanted().subject());
    assertThat(verified.audiences()).isEqualTo(Set.of(wanted().audience()));
    assertThat(verified.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    assertThat(verified.once()).isFalse();
  }

  @Test
  void anotherKeyDoesNotVerify() {
    var key = SigningKey.generate(JwsAlgorithm.ES256, Jca.installed());
    var other = SigningKey.generate(JwsAlgorithm.ES256, Jca.installed());
    var encoded = AssertionSigner.sign(wanted(), key);
    var policy =
        AssertionPolicy.expect(wanted().issuer(), now -> List.of(other.verifying().publicKey()));

    assertThat(verifier.verify((UnverifiedAssertion) UnverifiedAssertion.parse(encoded), policy))
        .isEqualTo(new AssertionVerdict.Invalid("the signature does not verify"));
  }
}
