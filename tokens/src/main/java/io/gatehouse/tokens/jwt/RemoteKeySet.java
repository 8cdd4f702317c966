package io.gatehouse.tokens.jwt;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.Waiting;
import io.gatehouse.tokens.jwt.IssuerDocuments.Served;
import io.gatehouse.tokens.jwt.RemoteKeySets.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one remote issuer: cached, refreshed ahead of their end, one fetch at a time, served
 * stale while the issuer is down. Whoever finds keys here never waits.
 */
final class RemoteKeySet implements KeySource {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteKeySet.class);

  /** Two documents, each within the fetcher's own time limit. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(12);

  private final RemoteIssuer issuer;
  private final Surroundings outside;
  private final LongSupplier nanos;
  private final IssuerDocuments documents;
  private final RefreshPlan plan;

  // Everything below is replaced as a whole under this object's monitor.
  private volatile Optional<Snapshot> snapshot = Optional.empty();
  private volatile Optional<CountDownLatch> flight = Optional.empty();
  private volatile Attempts attempts;

  RemoteKeySet(RemoteIssuer issuer, Surroundings outside) {
    this.issuer = issuer;
    this.outside = outside;
    this.nanos = outside.nanos();
    this.documents = new IssuerDocuments(outside.fetch(), outside.jca());
    this.plan = new RefreshPlan(outside.random());
    long now = nanos.getAsLong();
    this.attempts = new Attempts(0, now - RefreshPlan.UNKNOWN_KID.toNanos(), now, "not fetched");
  }

  /** Keys with the moments at which they are due for renewal and of no use any more. */
  private record Snapshot(KeySet keys, long refreshAt, long uselessAt) {}

  /** What is remembered of fetches: failures in a row, the last start, the next one allowed. */
  private record Attempts(int failures, long lastStart, long notBefore, String problem) {}

  @Override
  public Answer keysFor(Optional<String> kid, Waiting waiting) {
    refreshIfDue();
    var cached = usable();
    if (cached.isEmpty()) {
      return cold(waiting);
    }
    var keys = cached.get().keys();
    if (kid.isEmpty() || keys.find(kid.get()).isPresent()) {
      return new Known(keys);
    }
    return unknownKid(keys, waiting);
  }

  void refreshIfDue() {
    var cached = snapshot;
    if (cached.isPresent() && isPast(cached.get().refreshAt())) {
      startUnlessBackingOff();
    }
  }

  private Answer cold(Waiting waiting) {
    startUnlessBackingOff();
    var underWay = flight;
    if (underWay.isPresent() && waiting == Waiting.NEVER) {
      return new MustWait();
    }
    underWay.ifPresent(RemoteKeySet::await);
    return usable()
        .<Answer>map(found -> new Known(found.keys()))
        .orElseThrow(() -> new DependencyUnavailable(Dependency.ISSUER, attempts.problem()));
  }

  // Only the caller that starts the fetch waits for it; a flood of invented kids is answered from
  // what is known, at once.
  private Answer unknownKid(KeySet keys, Waiting waiting) {
    if (waiting == Waiting.NEVER) {
      return mayAskForUnknownKid() && start() ? new MustWait() : new Known(keys);
    }
    if (mayAskForUnknownKid()) {
      var started = start();
      assert started || flight.isPresent();
    }
    flight.ifPresent(RemoteKeySet::await);
    return new Known(usable().map(Snapshot::keys).orElse(keys));
  }

  private boolean mayAskForUnknownKid() {
    return isPast(attempts.lastStart() + RefreshPlan.UNKNOWN_KID.toNanos())
        && isPast(attempts.notBefore());
  }

  private void startUnlessBackingOff() {
    if (isPast(attempts.notBefore())) {
      start();
    }
  }

  /** Whether this call started a fetch: false when one is under way. */
  private synchronized boolean start() {
    if (flight.isPresent()) {
      return false;
    }
    var done = new CountDownLatch(1);
    flight = Optional.of(done);
    var before = attempts;
    attempts =
        new Attempts(before.failures(), nanos.getAsLong(), before.notBefore(), before.problem());
    try {
      outside.executor().execute(() -> fetch(done));
    } catch (RejectedExecutionException busy) {
      failed("no thread to fetch with");
      land(done);
    }
    return true;
  }

  private void fetch(CountDownLatch done) {
    try {
      arrived(documents.keysOf(issuer));
    } catch (DependencyUnavailable down) {
      failed(String.valueOf(down.getMessage()));
    } catch (RuntimeException bug) {
      LOG.error("Fetching the keys of issuer {} failed unexpectedly", issuer.issuer(), bug);
      failed("unexpected failure");
    } finally {
      land(done);
    }
  }

  private synchronized void arrived(Served served) {
    long now = nanos.getAsLong();
    var ttl = RefreshPlan.ttl(served.maxAge());
    var uselessAt = now + ttl.plus(RefreshPlan.STALE).toNanos();
    logNews(served.keys());
    snapshot =
        Optional.of(new Snapshot(served.keys(), now + plan.refreshAfter(ttl).toNanos(), uselessAt));
    attempts = new Attempts(0, attempts.lastStart(), now, "");
  }

  private void logNews(KeySet keys) {
    var known = snapshot.map(found -> found.keys().warnings()).orElse(List.of());
    if (!keys.warnings().equals(known)) {
      keys.warnings().forEach(text -> LOG.warn("Issuer {}: {}", issuer.issuer(), text));
    }
  }

  private synchronized void failed(String problem) {
    int failures = attempts.failures() + 1;
    var pause = plan.backoff(failures);
    LOG.warn(
        "Keys of issuer {} not fetched ({}); next try in {} s",
        issuer.issuer(),
        problem,
        pause.toSeconds());
    attempts =
        new Attempts(failures, attempts.lastStart(), nanos.getAsLong() + pause.toNanos(), problem);
  }

  private synchronized void land(CountDownLatch done) {
    flight = Optional.empty();
    done.countDown();
  }

  private Optional<Snapshot> usable() {
    return snapshot.filter(found -> !isPast(found.uselessAt()));
  }

  // Differences of monotonic readings may overflow, comparisons of differences do not.
  private boolean isPast(long moment) {
    return nanos.getAsLong() - moment >= 0;
  }

  private static void await(CountDownLatch done) {
    try {
      if (!done.await(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new DependencyUnavailable(Dependency.ISSUER, "key set not there in time");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DependencyUnavailable(Dependency.ISSUER, "interrupted", stopped);
    }
  }
}
