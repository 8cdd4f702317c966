package io.gatehouse.sts.authorize;

import io.gatehouse.identity.Owner;
import io.gatehouse.sts.issue.Standing;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.oauth.Lifetimes;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.oauth.Resource;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.sts.session.BrowserSession;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** Gives out authorization codes. */
public final class Codes {
  private final CodeStore store;
  private final Standing standing;
  private final ScopeCatalog catalog;
  private final Terms terms;

  public Codes(CodeStore store, Standing standing, ScopeCatalog catalog, Terms terms) {
    this.store = store;
    this.standing = standing;
    this.catalog = catalog;
    this.terms = terms;
  }

  /** How long codes live, and where they come from. */
  public record Terms(Lifetimes lifetimes, RandomText random, InstantSource clock) {}

  /** A code for what the person's groups give of what was asked, when that is anything. */
  Checked<String> give(AuthorizationRequest request, BrowserSession session) {
    return standing
        .person(session.signIn())
        .then(owner -> given(request, owner))
        .fold(
            scopes -> Checked.passed(keep(request, session, scopes)),
            refusal -> Checked.refused(denied(refusal)));
  }

  private Checked<Set<String>> given(AuthorizationRequest request, Owner owner) {
    var scopes = catalog.given(request.scopes(), owner.groups());
    return scopes.isEmpty()
        ? Checked.refused(Refusal.invalidGrant("the person's groups give none of the scopes"))
        : Checked.passed(scopes);
  }

  private String keep(AuthorizationRequest request, BrowserSession session, Set<String> scopes) {
    Instant now = terms.clock.instant();
    store.purge(now.minus(terms.lifetimes.refreshAbsolute()));
    String code = terms.random.secret();
    var asked =
        new CodeGrant.Asked(
            scopes,
            request.resource().map(Resource::uri),
            request.nonce(),
            request.challenge(),
            request.claims().namesOnly(),
            request.dpopKey());
    store.add(
        Fingerprint.of(code),
        new CodeGrant(
            terms.random.id(),
            request.client().clientId(),
            request.replyTo().redirectUri().value(),
            session.signIn(),
            asked,
            now.plus(terms.lifetimes.code())));
    return code;
  }

  private static Refusal denied(Refusal refusal) {
    return new Refusal(OAuthError.ACCESS_DENIED, "The person may not have this.", refusal.reason());
  }
}
