package io.gatehouse.gateway;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Authenticator;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.IdentityKeys;
import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.Principal;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.QuotaLedger;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.Revocations;
import io.gatehouse.identity.Throttle;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Twins of what a gateway is given, simple enough to be read as their own specification. */
final class FakeCollaborators {
  private FakeCollaborators() {}

  static final String BOB = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

  static VerifiedIdentity person(CredentialKind kind, String id, String... scopes) {
    return new VerifiedIdentity(
        new Principal.Person(BOB),
        Optional.of(new EntryUuid(BOB)),
        kind,
        id,
        VerifiedIdentity.Authentication.by(kind.code()),
        new VerifiedIdentity.Authority(
            Set.of(scopes), Set.of("orders-read"), Optional.empty(), Set.of()),
        Instant.parse("2100-01-01T00:00:00Z"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** Knows keys by their text; may have to wait as often as it is told, and counts its calls. */
  static final class KnownKeys implements Authenticator {
    final Map<String, VerifiedIdentity> keys = new ConcurrentHashMap<>();
    final List<WaitFor> waits = new CopyOnWriteArrayList<>();
    final AtomicInteger calls = new AtomicInteger();
    volatile Runnable whileWaiting = () -> {};

    @Override
    public Attempt authenticate(Credential credential, ReceivedRequest request, Waiting waiting) {
      calls.incrementAndGet();
      if (waiting == Waiting.ALLOWED) {
        whileWaiting.run();
      }
      for (var wait : waits) {
        boolean there =
            wait == WaitFor.BODY ? request.body().isPresent() : waiting == Waiting.ALLOWED;
        if (!there) {
          return new Attempt.Park(wait);
        }
      }
      var text = credential instanceof Credential.ApiKey(var key) ? key.exposeText() : "signed";
      return Optional.ofNullable(keys.get(text))
          .<Attempt>map(Attempt.Verified::new)
          .orElseGet(() -> new Attempt.Refused(Problem.invalidCredential("unknown key")));
    }
  }

  /** Admits a fixed number of calls per key. */
  static final class Counter implements Throttle {
    private final Map<String, AtomicInteger> taken = new ConcurrentHashMap<>();

    @Override
    public Answer take(String key, Rate rate, long cost) {
      long used = taken.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
      long left = rate.burst() - used;
      return left >= 0
          ? new Answer(true, left, Duration.ZERO, Duration.ofSeconds(used))
          : new Answer(false, 0, Duration.ofMillis(1500), Duration.ofSeconds(2));
    }

    Set<String> keys() {
      return taken.keySet();
    }
  }

  /** Grants what is left of a fixed number; counts how often it was asked. */
  static final class Quotas implements QuotaLedger {
    final Map<String, Long> left = new ConcurrentHashMap<>();
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean down;

    @Override
    public synchronized Lease lease(String key, Quota quota, long want, Instant at) {
      asked.incrementAndGet();
      if (down) {
        throw new io.gatehouse.identity.DependencyUnavailable(
            io.gatehouse.identity.Dependency.STORE, "switched off");
      }
      long before = left.getOrDefault(key, quota.count());
      long granted = Math.min(want, before);
      left.put(key, before - granted);
      return new Lease(granted, before - granted, at.plus(Duration.ofHours(1)));
    }
  }

  /** One process's keys. */
  static final class Keys implements IdentityKeys {
    private final List<PublishedKey> keys = new CopyOnWriteArrayList<>();

    @Override
    public void publish(PublishedKey key) {
      keys.add(key);
    }

    @Override
    public List<PublishedKey> union() {
      return List.copyOf(keys);
    }
  }

  /** A ledger that a test revokes in. */
  static final class Ledger implements Revocations {
    private final Set<LedgerSubject> revoked = ConcurrentHashMap.newKeySet();
    private final List<Consumer<LedgerEvent>> listeners = new CopyOnWriteArrayList<>();

    void revoke(LedgerSubject subject) {
      revoked.add(subject);
      var event = new LedgerEvent(1, Instant.EPOCH, subject, LedgerEvent.Change.REVOKED);
      listeners.forEach(listener -> listener.accept(event));
    }

    @Override
    public boolean isRevoked(LedgerSubject subject) {
      return revoked.contains(subject);
    }

    @Override
    public void subscribe(Consumer<LedgerEvent> listener) {
      listeners.add(listener);
    }
  }
}
