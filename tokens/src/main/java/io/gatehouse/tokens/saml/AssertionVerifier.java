package io.gatehouse.tokens.saml;

import io.gatehouse.tokens.saml.AssertionVerdict.Invalid;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Judges assertions: the signature first, then what it covers. Thread-safe. */
public final class AssertionVerifier {
  /** In the order in which they are applied, after the signature. */
  private static final List<AssertionRule> RULES =
      List.of(
          AssertionRule.ISSUER_IS_THE_EXPECTED_ONE,
          AssertionRule.WAS_ISSUED,
          AssertionRule.IS_VALID_NOW,
          AssertionRule.LIVES_SHORT,
          AssertionRule.IS_FOR_AUDIENCES,
          AssertionRule.IS_FOR_US,
          AssertionRule.IS_FOR_ITS_BEARER,
          AssertionRule.WAS_DELIVERED_TO_US,
          AssertionRule.NAMES_SOMEBODY,
          AssertionRule.NAMES_EACH_ATTRIBUTE_ONCE);

  private final Supplier<OpenSaml> library;
  private final InstantSource clock;

  /**
   * @param library may take a while when it is asked for first
   */
  public AssertionVerifier(Supplier<OpenSaml> library, InstantSource clock) {
    this.library = library;
    this.clock = clock;
  }

  /** Takes more than 100 us. */
  public AssertionVerdict verify(UnverifiedAssertion presented, AssertionPolicy policy) {
    var now = clock.instant();
    var keys =
        policy.keys().at(now).stream()
            .filter(key -> key.getAlgorithm().equals(presented.keyType()))
            .toList();
    if (keys.isEmpty()) {
      return new Invalid("no trusted key of this kind");
    }
    var signed = library.get().verified(presented.root(), keys);
    if (signed.isEmpty()) {
      return new Invalid("the signature does not verify");
    }
    return judged(AssertionContents.read(signed.get()), new AssertionRule.Terms(policy, now));
  }

  private static AssertionVerdict judged(AssertionContents said, AssertionRule.Terms terms) {
    return broken(said, terms)
        .<AssertionVerdict>map(rule -> new Invalid(rule.words()))
        .orElseGet(() -> new VerifiedAssertion(said.contents()));
  }

  private static Optional<AssertionRule> broken(AssertionContents said, AssertionRule.Terms terms) {
    return RULES.stream().filter(rule -> !rule.holds(said, terms)).findFirst();
  }
}
