package io.gatehouse.sts.token.samlbearer;

import io.gatehouse.sts.issue.Approval;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.token.Grant;
import io.gatehouse.sts.token.TokenRequest;
import io.gatehouse.sts.token.assertion.Asserted;
import io.gatehouse.sts.token.assertion.AssertionDecision;
import io.gatehouse.sts.token.assertion.AssertionTerms;
import io.gatehouse.tokens.saml.AssertionPolicy;
import io.gatehouse.tokens.saml.AssertionReading;
import io.gatehouse.tokens.saml.AssertionVerdict;
import io.gatehouse.tokens.saml.AssertionVerifier;
import io.gatehouse.tokens.saml.UnverifiedAssertion;
import io.gatehouse.tokens.saml.VerifiedAssertion;
import java.util.List;
import java.util.Optional;

/** RFC 7522 §2.1. */
public final class SamlBearerGrant implements Grant {
  /** Stands for the assertion's subject where a claim is named. */
  private static final String NAME_ID = "NameID";

  private final Issuer issuer;
  private final List<SamlIssuer> issuers;
  private final AssertionDecision decision;
  private final AssertionVerifier verifier;

  public SamlBearerGrant(
      Issuer issuer,
      List<SamlIssuer> issuers,
      AssertionDecision decision,
      AssertionVerifier verifier) {
    this.issuer = issuer;
    this.issuers = List.copyOf(issuers);
    this.decision = decision;
    this.verifier = verifier;
  }

  @Override
  public GrantType type() {
    return GrantType.SAML_BEARER;
  }

  @Override
  public Checked<Approval> decide(TokenRequest request) {
    var encoded = request.form().given("assertion");
    if (encoded.isEmpty()) {
      return Checked.refused(Refusal.malformed("The parameter assertion is missing."));
    }
    return by(encoded.get())
        .then(found ->
            AssertionDecision.admit(found.terms(), request.client())
                .then(terms -> verified(found, encoded.get()))
                .then(verified ->
                    decision.decide(request, found.terms(), asserted(found, verified))));
  }

  private Checked<SamlIssuer> by(String encoded) {
    var named = UnverifiedAssertion.claimedIssuer(encoded);
    return Checked.present(
        issuers.stream().filter(known -> named.equals(Optional.of(known.entity()))).findFirst(),
        Refusal.invalidGrant("the assertion's issuer is not trusted"));
  }

  private Checked<VerifiedAssertion> verified(SamlIssuer by, String encoded) {
    return switch (UnverifiedAssertion.parse(encoded)) {
      case AssertionReading.Unreadable(var reason) ->
          Checked.refused(Refusal.invalidGrant("the assertion is not readable: " + reason));
      case UnverifiedAssertion presented ->
          switch (verifier.verify(presented, policy(by))) {
            case AssertionVerdict.Invalid(var reason) ->
                Checked.refused(Refusal.invalidGrant("the assertion does not hold: " + reason));
            case VerifiedAssertion verified -> Checked.passed(verified);
          };
    };
  }

  /** RFC 7522 §3: for us, and delivered here. */
  private AssertionPolicy policy(SamlIssuer by) {
    return AssertionPolicy.expect(by.entity(), by.keys())
        .forAudience(issuer.value())
        .deliveredTo(issuer.at("/token"))
        .livingAtMost(by.terms().longestLife());
  }

  private static Asserted asserted(SamlIssuer by, VerifiedAssertion verified) {
    var values =
        by.terms()
            .match()
            .map(AssertionTerms.Match::claim)
            .filter(claim -> !claim.equals(NAME_ID))
            .map(verified::attribute)
            .orElseGet(() -> List.of(verified.subject().name()));
    return new Asserted(
        by.entity(),
        verified.id(),
        values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty(),
        verified.issuedAt(),
        verified.expiresAt(),
        verified.signIn().map(VerifiedAssertion.SignIn::at),
        "saml");
  }
}
