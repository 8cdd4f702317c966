package io.gatehouse.sts.ledger;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.LedgerEvent.Change;
import io.gatehouse.identity.LedgerSubject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the ledger lies. Each change and its feed events are one transaction, durable on return;
 * the feed store tells the events.
 */
public interface LedgerStore {
  /** Adds an entry; an id that is taken is a bug. */
  void add(LedgerEntry entry, Optional<SealedVerifier> verifier);

  /** A new key for an old one with the old one's end, together or not at all. */
  void replace(LedgerSubject old, Instant oldEnds, LedgerEntry entry, SealedVerifier verifier);

  Optional<LedgerEntry> find(LedgerSubject subject);

  Optional<SealedVerifier> verifier(LedgerSubject subject);

  /** In the order of ids; revoked entries included. */
  List<LedgerEntry> list(Listing listing);

  /** Everything revoked of these kinds that was still to be believed after {@code since}. */
  Set<LedgerSubject> revokedSince(Instant since);

  /** When certificates that end after {@code since} were revoked, by their ids. */
  Map<String, Instant> revokedCertificates(Instant since);

  /** The clients that stand on a directory entry. */
  Map<String, EntryUuid> ownedClients();

  /**
   * Takes back an entry; a client takes its refresh families with it. False when there is no such
   * entry or it was taken back before.
   */
  boolean revoke(LedgerSubject subject, Instant at);

  /** Takes back something that has no entry, such as a single token. */
  void revokeUnlisted(LedgerSubject subject, Instant at);

  /** Tells of a change of the owner; with {@code ending} its sessions and families end with it. */
  void ownerChanged(EntryUuid owner, Change change, boolean ending, Instant at);

  void used(Map<LedgerSubject, Instant> lastUses);

  /** Forgets entries that ended before, and feed events older than that. */
  void forget(Instant endedBefore);

  /**
   * What to list.
   *
   * @param kinds of things
   * @param owner only this owner's
   * @param client only what was issued to this client
   * @param afterId exclusive; empty text for the first page
   */
  record Listing(
      Set<LedgerSubject.Kind> kinds,
      Optional<EntryUuid> owner,
      Optional<String> client,
      String afterId,
      int most) {
    /** Whatever client they were issued to. */
    public Listing(
        Set<LedgerSubject.Kind> kinds, Optional<EntryUuid> owner, String afterId, int most) {
      this(kinds, owner, Optional.empty(), afterId, most);
    }
  }
}
