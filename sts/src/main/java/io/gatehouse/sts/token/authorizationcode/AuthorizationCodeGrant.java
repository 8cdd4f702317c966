package io.gatehouse.sts.token.authorizationcode;

import io.gatehouse.identity.Confirmation;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.sts.authorize.CodeGrant;
import io.gatehouse.sts.authorize.CodeStore;
import io.gatehouse.sts.consent.Consent;
import io.gatehouse.sts.consent.Consents;
import io.gatehouse.sts.issue.Approval;
import io.gatehouse.sts.issue.PersonClaims;
import io.gatehouse.sts.ledger.Ledger;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.Lifetimes;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.token.Grant;
import io.gatehouse.sts.token.TokenRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** RFC 6749 §4.1.3. A code is taken before it is judged: a wrong try costs the code. */
public final class AuthorizationCodeGrant implements Grant {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorizationCodeGrant.class);

  /** One token can be taken back without the others of its grant, so it has its own name. */
  private static final String FIRST = ".1";

  private final CodeStore codes;
  private final Consents consents;
  private final Ledger ledger;
  private final Terms terms;

  public AuthorizationCodeGrant(CodeStore codes, Consents consents, Ledger ledger, Terms terms) {
    this.codes = codes;
    this.consents = consents;
    this.ledger = ledger;
    this.terms = terms;
  }

  /** How long things last, and what time it is. */
  public record Terms(Lifetimes lifetimes, InstantSource clock) {}

  /** A rule of redemption with the reason that the operator reads when it is broken. */
  private record Rule(String reason, Holds holds) {
    interface Holds {
      boolean test(CodeGrant grant, TokenRequest request);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule("the code belongs to another client", AuthorizationCodeGrant::sameClient),
          new Rule("the redirect URI is another", AuthorizationCodeGrant::sameRedirectUri),
          new Rule("the code verifier does not fit", AuthorizationCodeGrant::verifierFits),
          new Rule("the DPoP key is another", AuthorizationCodeGrant::dpopKeyFits));

  @Override
  public GrantType type() {
    return GrantType.AUTHORIZATION_CODE;
  }

  @Override
  public Checked<Approval> decide(TokenRequest request) {
    Optional<String> code = request.form().given("code");
    if (code.isEmpty()) {
      return Checked.refused(Refusal.malformed("The parameter code is missing."));
    }
    Instant now = terms.clock.instant();
    return switch (codes.redeem(Fingerprint.of(code.get()), now)) {
      case CodeStore.Redemption.First(var grant) -> first(grant, request, now);
      case CodeStore.Redemption.Again(var grant, var usedAt) ->
          Checked.refused(again(grant, usedAt, request, now));
      case CodeStore.Redemption.Unknown() ->
          Checked.refused(Refusal.invalidGrant("the code is unknown"));
    };
  }

  private Checked<Approval> first(CodeGrant grant, TokenRequest request, Instant now) {
    if (!now.isBefore(grant.ends())) {
      return Checked.refused(Refusal.invalidGrant("the code has expired"));
    }
    for (Rule rule : RULES) {
      if (!rule.holds.test(grant, request)) {
        return Checked.refused(Refusal.invalidGrant(rule.reason));
      }
    }
    if (!request.asksForResource(grant.asked().resource())) {
      return Checked.refused(
          Refusal.of(OAuthError.INVALID_TARGET, "The code was given for another resource."));
    }
    return isStillAllowed(grant, request)
        ? Checked.passed(approval(grant, request))
        : Checked.refused(Refusal.invalidGrant("the person took the consent back"));
  }

  /** What was taken back after the code was given must not begin to live by it. */
  private boolean isStillAllowed(CodeGrant grant, TokenRequest request) {
    var asked = grant.asked();
    return request.client().metadata().firstParty()
        || consents.cover(
            grant.signIn().owner(),
            grant.clientId(),
            new Consent.Extent(
                asked.resource(),
                asked.scopes(),
                PersonClaims.beyond(asked.scopes(), asked.claims())));
  }

  private static Approval approval(CodeGrant grant, TokenRequest request) {
    return new Approval(
        request.client(),
        grant.id(),
        grant.id() + FIRST,
        grant.asked().scopes(),
        grant.asked().resource(),
        Optional.of(grant.signIn()),
        grant.asked().nonce(),
        grant.asked().claims(),
        request.binding(),
        mayRefresh(request) ? new Approval.Refresh.Begin() : new Approval.Refresh.None());
  }

  private static boolean mayRefresh(TokenRequest request) {
    return request.client().metadata().grantTypes().contains(GrantType.REFRESH_TOKEN);
  }

  /**
   * RFC 6749 §4.1.2: a code seen twice was stolen, so everything it produced goes too; only a
   * client that repeats itself within two seconds has lost an answer.
   */
  private Refusal again(CodeGrant grant, Instant usedAt, TokenRequest request, Instant now) {
    boolean retry =
        !now.isAfter(usedAt.plus(terms.lifetimes.codeRepeat())) && isSameCaller(grant, request);
    if (!retry) {
      revokeAll(grant);
    }
    return Refusal.invalidGrant(retry ? "the code was used a moment ago" : "the code was replayed");
  }

  /** The token first: the mint looks at it last, so a grant that is still being made ends, too. */
  private void revokeAll(CodeGrant grant) {
    ledger.revokeToken(grant.id());
    boolean had = ledger.revoke(new LedgerSubject(LedgerSubject.Kind.REFRESH_FAMILY, grant.id()));
    LOG.warn(
        "a code of client {} was replayed; its tokens{} are revoked",
        grant.clientId(),
        had ? " and its refresh family" : "");
  }

  private static boolean isSameCaller(CodeGrant grant, TokenRequest request) {
    return sameClient(grant, request)
        && (!request.client().metadata().isPublic() || verifierFits(grant, request));
  }

  private static boolean sameClient(CodeGrant grant, TokenRequest request) {
    return grant.clientId().equals(request.client().clientId());
  }

  /** RFC 6749 §4.1.3: it was in the authorization request, so it must be here, the same. */
  private static boolean sameRedirectUri(CodeGrant grant, TokenRequest request) {
    return request.form().given("redirect_uri").equals(Optional.of(grant.redirectUri()));
  }

  /** RFC 9449 §10: the key that the authorization request named, and no other. */
  private static boolean dpopKeyFits(CodeGrant grant, TokenRequest request) {
    return grant
        .asked()
        .dpopKey()
        .map(Confirmation.DpopKey::new)
        .map(key -> request.binding().equals(Optional.of(key)))
        .orElse(true);
  }

  /** RFC 9700 §2.1.1: a verifier without a challenge shows that somebody took the challenge out. */
  private static boolean verifierFits(CodeGrant grant, TokenRequest request) {
    Optional<String> verifier = request.form().value("code_verifier");
    return grant
        .asked()
        .challenge()
        .map(challenge -> verifier.filter(challenge::isMetBy).isPresent())
        .orElse(verifier.isEmpty());
  }
}
