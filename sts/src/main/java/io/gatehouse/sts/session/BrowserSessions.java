package io.gatehouse.sts.session;

import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.Owner;
import io.gatehouse.sts.issue.Standing;
import io.gatehouse.sts.ledger.Ledger;
import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.oauth.Lifetimes;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.oauth.SignIn;
import io.gatehouse.web.endpoint.Request;
import io.gatehouse.web.endpoint.Single;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins, finds and ends browser sessions. */
public final class BrowserSessions {
  /** Use is noted no more often than this: a page view costs no write. */
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(BrowserSessions.class);

  private final SessionStore store;
  private final Ledger ledger;
  private final Standing standing;
  private final Terms terms;

  public BrowserSessions(SessionStore store, Ledger ledger, Standing standing, Terms terms) {
    this.store = store;
    this.ledger = ledger;
    this.standing = standing;
    this.terms = terms;
  }

  /** How long sessions live, and where their secrets come from. */
  public record Terms(Lifetimes lifetimes, RandomText random, InstantSource clock) {}

  /** A new session and the cookie that opens it. */
  public record Started(BrowserSession session, HttpField cookie) {}

  /** The session of this browser, while it, its time and its person are in good standing. */
  public Optional<BrowserSession> current(Request request) {
    return cookie(request)
        .flatMap(cookie -> store.find(cookie).filter(this::isAlive).map(kept -> use(cookie, kept)))
        .filter(session -> standing.person(session.signIn()) instanceof Checked.Passed);
  }

  /**
   * Begins a session under a new id and a new secret; what this browser had before opens nothing
   * from here on, and is ended when it was another person's.
   */
  public Started start(Request request, Owner owner, List<String> methods) {
    Instant now = terms.clock.instant();
    leaveEarlier(request, owner);
    store.purge(now);
    String secret = terms.random.secret();
    var signIn = new SignIn(owner.id(), terms.random.id(), now, SignIn.PASSWORD_CLASS, methods);
    var session = new BrowserSession(owner.username(), signIn);
    Instant ends = now.plus(terms.lifetimes.sessionAbsolute());
    ledger.issue(
        LedgerEntry.of(subject(session), owner.id().value(), now, ends)
            .ownedBy(Optional.of(owner.id())));
    store.add(Fingerprint.of(secret), new SessionStore.Kept(session, now, ends));
    return new Started(session, SessionCookie.SESSION.with(secret));
  }

  /** Ends a session for good: its tokens stop, at every gateway. */
  public void end(BrowserSession session) {
    boolean ended = ledger.revoke(subject(session));
    LOG.info("session {} {}", session.id(), ended ? "ended" : "had ended before");
    store.remove(session.id());
  }

  private void leaveEarlier(Request request, Owner owner) {
    cookie(request)
        .flatMap(store::find)
        .map(SessionStore.Kept::session)
        .ifPresent(earlier -> {
          if (earlier.signIn().owner().equals(owner.id())) {
            store.remove(earlier.id());
          } else {
            end(earlier);
          }
        });
  }

  private boolean isAlive(SessionStore.Kept kept) {
    Instant now = terms.clock.instant();
    return now.isBefore(kept.ends())
        && now.isBefore(kept.lastUsed().plus(terms.lifetimes.sessionIdle()));
  }

  private BrowserSession use(Fingerprint cookie, SessionStore.Kept kept) {
    Instant now = terms.clock.instant();
    if (!now.isBefore(kept.lastUsed().plus(NOTED_EVERY))) {
      store.used(cookie, now);
    }
    return kept.session();
  }

  private static Optional<Fingerprint> cookie(Request request) {
    return SessionCookie.SESSION.in(request) instanceof Single.One one
        ? Optional.of(Fingerprint.of(one.text()))
        : Optional.empty();
  }

  private static LedgerSubject subject(BrowserSession session) {
    return new LedgerSubject(LedgerSubject.Kind.SESSION, session.id());
  }
}
