package io.gatehouse.sts.authorize;

import io.gatehouse.identity.HttpField;
import io.gatehouse.sts.authorize.TransactionStore.Transaction;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.oauth.Lifetimes;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.session.SessionCookie;
import io.gatehouse.web.endpoint.Request;
import io.gatehouse.web.endpoint.Single;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Requests that wait for a person. The browser holds a random handle and, in a cookie, a random
 * name of its own: neither works without the other, and both tell nothing.
 */
public final class Transactions {
  private final TransactionStore store;
  private final Lifetimes lifetimes;
  private final RandomText random;
  private final InstantSource clock;

  public Transactions(
      TransactionStore store, Lifetimes lifetimes, RandomText random, InstantSource clock) {
    this.store = store;
    this.lifetimes = lifetimes;
    this.random = random;
    this.clock = clock;
  }

  /** A transaction just opened: its handle and the cookie of the browser that may go on with it. */
  record Opened(String handle, HttpField cookie) {}

  /** A transaction that this browser may go on with. */
  public record Waiting(String handle, Transaction transaction) {
    AskedParameters asked() {
      return AskedParameters.decode(transaction.query());
    }
  }

  Opened open(Request request, AskedParameters asked) {
    Instant now = clock.instant();
    store.purge(now);
    String browser =
        SessionCookie.BROWSER.in(request) instanceof Single.One one ? one.text() : random.secret();
    String handle = random.secret();
    store.add(
        Fingerprint.of(handle),
        new Transaction(
            Fingerprint.of(browser),
            asked.encode(),
            Optional.empty(),
            Optional.empty(),
            now.plus(lifetimes.transaction())));
    return new Opened(handle, SessionCookie.BROWSER.with(browser));
  }

  /** The transaction of this handle, when it is alive and began in this browser. */
  public Optional<Waiting> find(Request request, Optional<String> handle) {
    if (!(SessionCookie.BROWSER.in(request) instanceof Single.One(var browser))) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return handle.flatMap(text ->
        store
            .find(Fingerprint.of(text))
            .filter(found -> found.browser().equals(Fingerprint.of(browser)))
            .filter(found -> now.isBefore(found.ends()))
            .map(found -> new Waiting(text, found)));
  }

  public void signedIn(Waiting waiting, String sessionId) {
    store.signedIn(Fingerprint.of(waiting.handle()), sessionId);
  }

  void consented(Waiting waiting, String sessionId) {
    store.consented(Fingerprint.of(waiting.handle()), sessionId);
  }

  /** True for exactly one caller: the one who may answer the request. */
  boolean finish(Waiting waiting) {
    return store.remove(Fingerprint.of(waiting.handle()));
  }
}
