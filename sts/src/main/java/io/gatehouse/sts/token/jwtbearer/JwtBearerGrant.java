package io.gatehouse.sts.token.jwtbearer;

import io.gatehouse.identity.Waiting;
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
import io.gatehouse.tokens.jwt.CompactJws;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwtPolicy;
import io.gatehouse.tokens.jwt.JwtVerifier;
import io.gatehouse.tokens.jwt.KeySet;
import io.gatehouse.tokens.jwt.KeySource;
import io.gatehouse.tokens.jwt.VerifiedJwt;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** RFC 7523 §2.1. */
public final class JwtBearerGrant implements Grant {
  private final Issuer issuer;
  private final List<JwtIssuer> issuers;
  private final AssertionDecision decision;
  private final JwtVerifier verifier;

  public JwtBearerGrant(
      Issuer issuer, List<JwtIssuer> issuers, AssertionDecision decision, InstantSource clock) {
    this.issuer = issuer;
    this.issuers = List.copyOf(issuers);
    this.decision = decision;
    this.verifier = new JwtVerifier(clock);
  }

  @Override
  public GrantType type() {
    return GrantType.JWT_BEARER;
  }

  @Override
  public Checked<Approval> decide(TokenRequest request) {
    var assertion = request.form().given("assertion");
    if (assertion.isEmpty()) {
      return Checked.refused(Refusal.malformed("The parameter assertion is missing."));
    }
    if (!(CompactJws.parse(assertion.get()) instanceof CompactJws jws)) {
      return Checked.refused(Refusal.invalidGrant("the assertion is no signed JWT"));
    }
    return by(jws)
        .then(found ->
            AssertionDecision.admit(found.terms(), request.client())
                .then(terms -> verified(found, jws))
                .then(verified ->
                    decision.decide(request, found.terms(), asserted(found, verified))));
  }

  private Checked<JwtIssuer> by(CompactJws jws) {
    var named = jws.unverifiedIssuer();
    return Checked.present(
        issuers.stream().filter(known -> named.equals(Optional.of(known.name()))).findFirst(),
        Refusal.invalidGrant("the assertion's issuer is not trusted"));
  }

  private Checked<VerifiedJwt> verified(JwtIssuer by, CompactJws jws) {
    if (!(verifier.verify(jws, keys(by, jws), policy(by)) instanceof VerifiedJwt verified)) {
      return Checked.refused(Refusal.invalidGrant("the assertion does not verify"));
    }
    // RFC 7523 §3: for us; a list could be for another server as well.
    return verified.claims().members().get("aud").equals(Optional.of(new Json.Text(issuer.value())))
        ? Checked.passed(verified)
        : Checked.refused(Refusal.invalidGrant("the assertion's audience is not the issuer alone"));
  }

  private JwtPolicy policy(JwtIssuer by) {
    // Other kinds of token have their own type; none of them is an assertion.
    return JwtPolicy.expect(by.name(), issuer.value())
        .typedOrUntyped("JWT", "authorization-grant+jwt")
        .maxLifetime(by.terms().longestLife())
        .requiring("sub", "jti");
  }

  private static KeySet keys(JwtIssuer by, CompactJws jws) {
    return switch (by.keys().keysFor(jws.header().kid(), Waiting.ALLOWED)) {
      case KeySource.Known(var keys) -> keys;
      case KeySource.MustWait() ->
          throw new IllegalStateException("waiting was allowed, and the keys are not there");
    };
  }

  private static Asserted asserted(JwtIssuer by, VerifiedJwt verified) {
    var claims = verified.claims();
    var longest = by.terms().longestLife();
    return new Asserted(
        by.name(),
        claims.id().orElseThrow(),
        by.terms()
            .match()
            .map(AssertionTerms.Match::claim)
            .map(claims.members()::text)
            .orElseGet(claims::subject)
            .filter(value -> !value.isBlank()),
        claims.issuedAt().orElse(verified.expiresAt().minus(longest)),
        verified.expiresAt(),
        claims.authTime(),
        "jwt");
  }
}
