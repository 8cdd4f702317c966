package io.gatehouse.tokens.saml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One character changed, anywhere: refused or, where it carries nothing, read as before. */
class AssertionMutationTest {
  private static final long SEED = 20_261_122L;
  private static final String GOOD = TestIdp.encode(TestIdp.signed());

  @Test
  void noChangedCharacterOfTheEncodedFormIsAccepted() {
    var random = new Random(SEED);
    var accepted = new ArrayList<String>();
    for (int at = 0; at < GOOD.length(); at++) {
      var other = (char) ('!' + random.nextInt('~' - '!' + 1));
      if (other != GOOD.charAt(at)) {
        var mutant = GOOD.substring(0, at) + other + GOOD.substring(at + 1);
        if (judged(mutant) instanceof VerifiedAssertion) {
          accepted.add(mutant);
        }
      }
    }
    assertThat(accepted).isEmpty();
  }

  private static AssertionVerdict judged(String encoded) {
    return switch (UnverifiedAssertion.parse(encoded)) {
      case AssertionReading.Unreadable(var reason) -> new AssertionVerdict.Invalid(reason);
      case UnverifiedAssertion presented -> TestIdp.VERIFIER.verify(presented, TestIdp.policy());
    };
  }
}
