package io.gatehouse.gateway.authenticate;

import io.gatehouse.gateway.session.BrowserSession;
import io.gatehouse.gateway.session.BrowserSessions;
import io.gatehouse.gateway.session.SameOrigin;
import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Authenticator;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.identity.VerifiedIdentity.Authority;
import io.gatehouse.identity.Waiting;
import java.util.Optional;
import java.util.Set;

/**
 * The cookie of a browser that signed in. Whom it stands for is asked on every request, by the
 * rules for tokens of the same issuer: one person is one principal, whatever they present.
 */
public final class SessionAuthenticator implements Authenticator {
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

  private final String login;
  private final TrustedIssuer issuer;
  private final TokenHolders holders;
  private final BrowserSessions sessions;

  /**
   * @param login name of the credential entry; sessions of another open nothing here
   */
  public SessionAuthenticator(
      String login, TrustedIssuer issuer, TokenHolders holders, BrowserSessions sessions) {
    this.login = login;
    this.issuer = issuer;
    this.holders = holders;
    this.sessions = sessions;
  }

  /** Whether a credential is a session of this entry. */
  public boolean recognises(Credential credential) {
    return credential instanceof Credential.Session session && find(session.cookie()).isPresent();
  }

  private Optional<BrowserSession> find(Secret cookie) {
    return sessions.find(cookie).filter(session -> session.signedIn().login().equals(login));
  }

  @Override
  public Attempt authenticate(Credential credential, ReceivedRequest request, Waiting waiting) {
    if (!(credential instanceof Credential.Session presented)) {
      return refused("not a session");
    }
    if (!isFromHere(request)) {
      return new Attempt.Refused(foreignPage());
    }
    return find(presented.cookie())
        .map(session -> judge(session, waiting))
        .orElseGet(() -> refused("unknown or ended"));
  }

  /** Who a session stands for, now. */
  public Attempt judge(BrowserSession session, Waiting waiting) {
    var signedIn = session.signedIn();
    if (holders.isRevokedClient(issuer, signedIn.clientId())) {
      return refused("its client was revoked");
    }
    return switch (holders.identify(issuer, signedIn.idToken(), waiting)) {
      case Attempt.Verified(var person) -> new Attempt.Verified(asSession(person, session));
      case Attempt.Refused refused -> refused;
      case Attempt.Park park -> park;
    };
  }

  // The issuer's token was for signing in; the session lives on its own terms.
  private VerifiedIdentity asSession(VerifiedIdentity person, BrowserSession session) {
    var ours = issuer.scopes() instanceof TrustedIssuer.Scopes.Ours;
    var authority = person.authority();
    return new VerifiedIdentity(
        person.principal(),
        person.owner(),
        CredentialKind.SESSION,
        session.signedIn().clientId(),
        person.authentication(),
        new Authority(
            ours ? session.signedIn().scopes() : authority.scopes(),
            authority.groups(),
            Optional.empty(),
            authority.routes()),
        session.ends(),
        Optional.of(session.id()),
        person.session(),
        Optional.empty(),
        person.stale(),
        person.actors());
  }

  /**
   * A browser adds the cookie to what other sites make it send as well. What changes something, and
   * what opens a socket, must say that a page of this very origin asked for it.
   */
  private static boolean isFromHere(ReceivedRequest request) {
    if (HARMLESS.contains(request.method()) && request.values("Upgrade").isEmpty()) {
      return true;
    }
    return SameOrigin.isSaid(
        request.values("Origin"),
        request.values("Sec-Fetch-Site"),
        request.scheme() + "://" + request.authority());
  }

  private static Problem foreignPage() {
    return Problem.of(
        ProblemKind.FORBIDDEN,
        "With a browser's session, a request that changes something must come from a page of this"
            + " very origin: Origin or Sec-Fetch-Site has to say so.",
        "session: not from a page of this origin");
  }

  private static Attempt refused(String reason) {
    return new Attempt.Refused(Problem.invalidCredential("session: " + reason));
  }
}
