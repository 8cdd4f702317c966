package io.gatehouse.sts.ledger;

import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.CredentialRecord;
import io.gatehouse.identity.CredentialRecords;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.identity.OwnerState;
import io.gatehouse.identity.OwnerStates;
import io.gatehouse.identity.OwnerWatch;
import io.gatehouse.identity.Revocations;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.UsageSink;
import io.gatehouse.identity.Waiting;
import io.gatehouse.sts.feed.Feed;
import io.gatehouse.sts.keys.Kek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The register of everything issued. Whatever is changed here is durable and visible to every
 * subscriber of this process when the call returns. Thread-safe.
 */
public final class Ledger implements CredentialRecords, Revocations, UsageSink {
  // RFC 5280 §3.3: an entry stays for one list beyond the certificate's end.
  private static final Duration LISTED_AFTER_THE_END = Duration.ofDays(7);

  private final LedgerStore store;
  private final Feed feed;
  private final Kek kek;
  private final OwnerStates owners;
  private final Executor background;
  private final LedgerSettings settings;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final RevocationMarks marks;
  private final CredentialCache credentials;
  private final UsageBatch usage = new UsageBatch();
  private final Map<String, EntryUuid> clientOwners = new ConcurrentHashMap<>();
  private volatile long caughtUp;

  /**
   * @param nanos monotonic
   * @param background runs short reads that nobody waits for
   */
  public record Parts(
      LedgerStore store,
      Feed feed,
      Kek kek,
      OwnerStates owners,
      LedgerSettings settings,
      InstantSource clock,
      LongSupplier nanos,
      Executor background) {}

  private Ledger(Parts parts) {
    this.store = parts.store();
    this.feed = parts.feed();
    this.kek = parts.kek();
    this.owners = parts.owners();
    this.background = parts.background();
    this.settings = parts.settings();
    this.clock = parts.clock();
    this.nanos = parts.nanos();
    this.caughtUp = nanos.getAsLong();
    this.marks = new RevocationMarks(settings.marksKept());
    this.credentials = new CredentialCache(this::load, settings.unknownKept(), parts.nanos());
  }

  /** Loads what was revoked, and is the first to hear of changes. */
  public static Ledger open(Parts parts) {
    var ledger = new Ledger(parts);
    ledger.feed.subscribe(ledger::apply);
    var now = ledger.clock.instant();
    ledger.marks.add(ledger.store.revokedSince(now.minus(ledger.settings.marksKept())), now);
    ledger.clientOwners.putAll(ledger.store.ownedClients());
    return ledger;
  }

  private void apply(LedgerEvent event) {
    marks.apply(event);
    credentials.apply(event);
  }

  /** From now on changes of owners are written into ledger and feed. */
  public OwnerEvents follow(OwnerWatch watch) {
    var events = new OwnerEvents(store, feed, clock, background);
    watch.subscribe(events::enqueue);
    return events;
  }

  /** Enters something that proves itself otherwise: a session, a family, a certificate. */
  public void issue(LedgerEntry entry) {
    changing(() -> store.add(entry, Optional.empty()));
  }

  /** Enters a credential; what its proofs are checked against is kept sealed. */
  public void issue(LedgerEntry entry, Secret verifier, int verifierVersion) {
    var sealed = seal(entry.subject(), verifier, verifierVersion);
    changing(() -> store.add(entry, Optional.of(sealed)));
  }

  /** A new credential in place of an old one, which ends at {@code oldEnds} at the latest. */
  public void replace(LedgerSubject old, Instant oldEnds, LedgerEntry entry, KeyMaterial material) {
    var sealed = seal(entry.subject(), material.verifier(), material.version());
    changing(() -> store.replace(old, oldEnds, entry, sealed));
  }

  /** What proofs of a credential are checked against, and the version it was made under. */
  public record KeyMaterial(Secret verifier, int version) {}

  /** The entry as it lies in the store. May block. */
  public Optional<LedgerEntry> entry(LedgerSubject subject) {
    return store.find(subject);
  }

  /** Whether the entry exists and is neither revoked nor expired. Reads the store. */
  public boolean isLive(LedgerSubject subject) {
    return store.find(subject).filter(entry -> entry.isLive(clock.instant())).isPresent();
  }

  public List<LedgerEntry> list(LedgerStore.Listing listing) {
    return store.list(listing);
  }

  /** When certificates were revoked, by their ids; one stays while a list may still be in use. */
  public Map<String, Instant> revokedCertificates() {
    return store.revokedCertificates(clock.instant().minus(LISTED_AFTER_THE_END));
  }

  /** False when there is no such entry or it was taken back before. */
  public boolean revoke(LedgerSubject subject) {
    boolean revoked = store.revoke(subject, clock.instant());
    feed.deliver();
    return revoked;
  }

  /** Takes back a single token, which has no entry of its own. */
  public void revokeToken(String tokenId) {
    changing(() -> store.revokeUnlisted(new LedgerSubject(Kind.TOKEN, tokenId), clock.instant()));
  }

  /** Runs a change that another store writes together with its ledger entry and event. */
  public void changing(Runnable change) {
    change.run();
    feed.deliver();
  }

  /** Tells of what another store changed in ledger and feed. */
  public void deliver() {
    feed.deliver();
  }

  /** From now on the client counts as revoked while its owner is not active. */
  public void clientStandsOn(String clientId, EntryUuid owner) {
    clientOwners.put(clientId, owner);
  }

  @Override
  public Lookup find(CredentialKind kind, String id, Waiting waiting) {
    return CredentialKinds.entryKind(kind)
        .map(entryKind -> credentials.find(new LedgerSubject(entryKind, id), waiting))
        .orElseGet(Lookup.Unknown::new);
  }

  /** Hears what other processes on the same store changed; app calls it every second. */
  public void catchUp() {
    feed.deliver();
    caughtUp = nanos.getAsLong();
  }

  /**
   * @throws DependencyUnavailable when the feed was out of reach for too long: what was revoked
   *     meanwhile is not known
   */
  @Override
  public boolean isRevoked(LedgerSubject subject) {
    if (nanos.getAsLong() - caughtUp > settings.feedStaleFor().toNanos()) {
      throw new DependencyUnavailable(Dependency.FEED, "the feed is out of reach for too long");
    }
    return marks.contains(subject)
        || (subject.kind() == Kind.CLIENT && isOwnerInactive(subject.id()));
  }

  private boolean isOwnerInactive(String clientId) {
    var owner = clientOwners.get(clientId);
    if (owner == null) {
      return false;
    }
    return switch (owners.stateOf(owner, Waiting.NEVER)) {
      case OwnerState.Active active -> false;
      case OwnerState.Inactive inactive -> true;
      case OwnerState.NotLoaded() -> {
        // The token was minted on an owner that was active then; the next call knows better.
        background.execute(() -> owners.stateOf(owner, Waiting.ALLOWED));
        yield false;
      }
    };
  }

  @Override
  public void subscribe(Consumer<LedgerEvent> listener) {
    feed.subscribe(listener);
  }

  @Override
  public void used(LedgerSubject subject, Instant at) {
    usage.used(subject, at);
  }

  /** Writes what was used since the last call; app calls it every few seconds and at the end. */
  public void flushUsage() {
    var uses = usage.take();
    if (!uses.isEmpty()) {
      store.used(uses);
    }
  }

  /** Forgets what ended long ago; app calls it every few minutes. */
  public void tidy() {
    var now = clock.instant();
    marks.forget(now);
    store.forget(now.minus(settings.marksKept()));
  }

  private Optional<CredentialRecord> load(LedgerSubject subject) {
    return store.find(subject).map(entry -> CredentialKinds.recordOf(entry, open(subject)));
  }

  private KeyMaterial open(LedgerSubject subject) {
    return store
        .verifier(subject)
        .map(found -> new KeyMaterial(kek.open(found.sealed(), place(subject)), found.version()))
        .orElseGet(() -> new KeyMaterial(Secret.of(new byte[0]), 0));
  }

  private SealedVerifier seal(LedgerSubject subject, Secret verifier, int version) {
    return new SealedVerifier(kek.seal(verifier, place(subject)), version);
  }

  private static String place(LedgerSubject subject) {
    return "ledger_entry/" + subject.kind() + "/" + subject.id();
  }
}
