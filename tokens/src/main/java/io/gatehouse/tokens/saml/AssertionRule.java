package io.gatehouse.tokens.saml;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Something that must hold of a signed assertion.
 *
 * @param words for the operator: what does not hold
 */
record AssertionRule(String words, BiPredicate<AssertionContents, AssertionRule.Terms> predicate) {
  /** What is asked of it, and when. */
  record Terms(AssertionPolicy policy, Instant now) {
    Instant latest() {
      return now.plus(policy.skew());
    }
  }

  static final AssertionRule ISSUER_IS_THE_EXPECTED_ONE =
      new AssertionRule(
          "another issuer's assertion",
          (said, terms) -> said.contents().issuer().equals(terms.policy().issuer()));

  static final AssertionRule WAS_ISSUED =
      new AssertionRule(
          "issued in the future",
          (said, terms) -> !said.contents().issuedAt().isAfter(terms.latest()));

  /** SAML Core §2.5.1.2: NotOnOrAfter is the first moment at which it is not valid. */
  static final AssertionRule IS_VALID_NOW =
      new AssertionRule(
          "not valid now",
          (said, terms) ->
              terms.now().isBefore(said.contents().expiresAt())
                  && said.starts().stream().noneMatch(start -> start.isAfter(terms.latest())));

  static final AssertionRule LIVES_SHORT =
      new AssertionRule(
          "its life is too long",
          (said, terms) -> {
            var end = said.contents().issuedAt().plus(terms.policy().longestLife());
            return !said.contents().expiresAt().isAfter(end);
          });

  static final AssertionRule IS_FOR_AUDIENCES =
      new AssertionRule("no audience", (said, terms) -> !said.contents().audiences().isEmpty());

  /** SAML Core §2.5.1.4: of each restriction one audience must be us. */
  static final AssertionRule IS_FOR_US =
      new AssertionRule(
          "another audience",
          (said, terms) ->
              terms.policy().audience().map(said.contents().audiences()::contains).orElse(true));

  static final AssertionRule IS_FOR_ITS_BEARER =
      new AssertionRule(
          "not a bearer assertion", (said, terms) -> said.confirmation().equals(Namespaces.BEARER));

  static final AssertionRule WAS_DELIVERED_TO_US =
      new AssertionRule(
          "another recipient",
          (said, terms) ->
              terms
                  .policy()
                  .recipient()
                  .map(Optional::of)
                  .map(said.recipient()::equals)
                  .orElse(true));

  static final AssertionRule NAMES_SOMEBODY =
      new AssertionRule(
          "an empty name", (said, terms) -> !said.contents().subject().name().isBlank());

  static final AssertionRule NAMES_EACH_ATTRIBUTE_ONCE =
      new AssertionRule("an attribute that stands twice", (said, terms) -> !said.repeats());

  boolean holds(AssertionContents said, Terms terms) {
    return predicate.test(said, terms);
  }
}
