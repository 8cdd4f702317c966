package io.gatehouse.sts.store.memory;

import io.gatehouse.identity.CredentialRecord.State;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.LedgerEvent.Change;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.sts.feed.FeedStore;
import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.sts.ledger.LedgerStore;
import io.gatehouse.sts.ledger.SealedVerifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Ledger and feed in memory: for tests, and for whoever wants to see what the tables must do. */
public final class InMemoryLedgerStore implements LedgerStore, FeedStore {
  private static final Set<Kind> FOLLOWING = Set.of(Kind.SESSION, Kind.REFRESH_FAMILY);
  private static final Set<Kind> HEARD_OF =
      Set.of(Kind.CLIENT, Kind.API_KEY, Kind.HMAC_KEY, Kind.SIGV4_KEY, Kind.CERTIFICATE);

  private final Map<LedgerSubject, LedgerEntry> entries = new LinkedHashMap<>();
  private final Map<LedgerSubject, SealedVerifier> verifiers = new HashMap<>();
  private final Map<LedgerSubject, Instant> revokedAt = new HashMap<>();
  private final List<LedgerEvent> events = new ArrayList<>();
  private BiConsumer<LedgerEntry, Instant> sessionEnd = (session, at) -> {};
  private long sequence;

  /** Part of ending a session, as it is in the relational store. */
  synchronized void whenSessionsEnd(BiConsumer<LedgerEntry, Instant> part) {
    sessionEnd = part;
  }

  @Override
  public synchronized void add(LedgerEntry entry, Optional<SealedVerifier> verifier) {
    if (entries.putIfAbsent(entry.subject(), entry) != null) {
      throw new IllegalStateException("taken: " + entry.subject());
    }
    verifier.ifPresent(kept -> verifiers.put(entry.subject(), kept));
    if (HEARD_OF.contains(entry.subject().kind())) {
      event(entry.subject(), Change.ISSUED, entry.createdAt());
    }
  }

  synchronized void event(LedgerSubject subject, Change change, Instant at) {
    events.add(new LedgerEvent(++sequence, at, subject, change));
  }

  @Override
  public synchronized void replace(
      LedgerSubject old, Instant oldEnds, LedgerEntry entry, SealedVerifier verifier) {
    add(entry, Optional.of(verifier));
    if (!oldEnds.isAfter(entry.createdAt())) {
      var _ = revokeOne(old, entry.createdAt());
      return;
    }
    entries.computeIfPresent(
        old, (subject, was) -> oldEnds.isBefore(was.expiresAt()) ? ending(was, oldEnds) : was);
    event(old, Change.CHANGED, entry.createdAt());
  }

  @Override
  public synchronized Optional<LedgerEntry> find(LedgerSubject subject) {
    return Optional.ofNullable(entries.get(subject));
  }

  @Override
  public synchronized Optional<SealedVerifier> verifier(LedgerSubject subject) {
    return Optional.ofNullable(verifiers.get(subject));
  }

  @Override
  public synchronized List<LedgerEntry> list(Listing listing) {
    return entries.values().stream()
        .filter(entry -> listing.kinds().contains(entry.subject().kind()))
        .filter(entry -> listing.owner().isEmpty() || entry.owner().equals(listing.owner()))
        .filter(entry -> listing.client().isEmpty() || entry.client().equals(listing.client()))
        .filter(entry -> entry.subject().id().compareTo(listing.afterId()) > 0)
        .sorted(Comparator.comparing(entry -> entry.subject().id()))
        .limit(listing.most())
        .toList();
  }

  @Override
  public synchronized Set<LedgerSubject> revokedSince(Instant since) {
    var revoked = new HashSet<LedgerSubject>();
    events.stream()
        .filter(event -> event.change() == Change.REVOKED && !event.at().isBefore(since))
        .forEach(event -> revoked.add(event.subject()));
    entries.values().stream()
        .filter(entry -> entry.subject().kind() == Kind.CLIENT && entry.state() == State.REVOKED)
        .forEach(entry -> revoked.add(entry.subject()));
    return revoked;
  }

  @Override
  public synchronized Map<String, Instant> revokedCertificates(Instant since) {
    var revoked = new TreeMap<String, Instant>();
    revokedAt.forEach((subject, at) -> {
      var entry = find(subject).filter(e -> e.expiresAt().isAfter(since));
      if (subject.kind() == Kind.CERTIFICATE && entry.isPresent()) {
        revoked.put(subject.id(), at);
      }
    });
    return revoked;
  }

  @Override
  public synchronized Map<String, EntryUuid> ownedClients() {
    var owners = new HashMap<String, EntryUuid>();
    for (var entry : entries.values()) {
      if (entry.subject().kind() == Kind.CLIENT && entry.state() == State.ACTIVE) {
        entry.owner().ifPresent(owner -> owners.put(entry.subject().id(), owner));
      }
    }
    return owners;
  }

  @Override
  public synchronized boolean revoke(LedgerSubject subject, Instant at) {
    boolean revoked = revokeOne(subject, at);
    if (revoked && subject.kind() == Kind.CLIENT) {
      revokeAll(entry -> entry.client().equals(Optional.of(subject.id())), at);
    }
    return revoked;
  }

  private boolean revokeOne(LedgerSubject subject, Instant at) {
    var entry = entries.get(subject);
    if (entry == null || entry.state() != State.ACTIVE) {
      return false;
    }
    entries.put(subject, copy(entry, entry.expiresAt(), entry.lastUsedAt(), State.REVOKED));
    revokedAt.put(subject, at);
    if (subject.kind() == Kind.SESSION) {
      sessionEnd.accept(entry, at);
    }
    event(subject, Change.REVOKED, at);
    return true;
  }

  synchronized void revokeFamilies(EntryUuid owner, String clientId, Instant at) {
    revokeAll(
        entry ->
            entry.subject().kind() == Kind.REFRESH_FAMILY
                && entry.owner().equals(Optional.of(owner))
                && entry.client().equals(Optional.of(clientId)),
        at);
  }

  private void revokeAll(Predicate<LedgerEntry> which, Instant at) {
    List.copyOf(entries.values()).stream()
        .filter(entry -> FOLLOWING.contains(entry.subject().kind()))
        .filter(which)
        .forEach(entry -> revokeOne(entry.subject(), at));
  }

  @Override
  public synchronized void revokeUnlisted(LedgerSubject subject, Instant at) {
    event(subject, Change.REVOKED, at);
  }

  @Override
  public synchronized void ownerChanged(
      EntryUuid owner, Change change, boolean ending, Instant at) {
    event(LedgerSubject.owner(owner), change, at);
    if (ending) {
      revokeAll(entry -> entry.owner().equals(Optional.of(owner)), at);
    }
  }

  @Override
  public synchronized void used(Map<LedgerSubject, Instant> lastUses) {
    lastUses.forEach((subject, at) ->
        entries.computeIfPresent(
            subject,
            (key, entry) -> copy(entry, entry.expiresAt(), Optional.of(at), entry.state())));
  }

  @Override
  public synchronized void forget(Instant endedBefore) {
    entries
        .values()
        .removeIf(entry ->
            FOLLOWING.contains(entry.subject().kind()) && entry.expiresAt().isBefore(endedBefore));
    events.removeIf(event -> event.at().isBefore(endedBefore));
  }

  @Override
  public synchronized long last() {
    return sequence;
  }

  @Override
  public synchronized List<LedgerEvent> after(long after, int most) {
    return events.stream().filter(event -> event.sequence() > after).limit(most).toList();
  }

  private static LedgerEntry ending(LedgerEntry entry, Instant at) {
    return copy(entry, at, entry.lastUsedAt(), entry.state());
  }

  private static LedgerEntry copy(
      LedgerEntry entry, Instant expiresAt, Optional<Instant> lastUsedAt, State state) {
    return new LedgerEntry(
        entry.subject(),
        entry.owner(),
        entry.client(),
        entry.scopes(),
        entry.restrictions(),
        entry.label(),
        entry.creator(),
        entry.createdAt(),
        expiresAt,
        lastUsedAt,
        state);
  }
}
