package io.gatehouse.sts.ledger;

import io.gatehouse.identity.CredentialRecord.Restrictions;
import io.gatehouse.identity.CredentialRecord.State;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.LedgerSubject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that was issued.
 *
 * @param owner the directory entry it stands on
 * @param client the client it was issued to, for sessions' and families' sake: it ends with it
 * @param label what its creator calls it
 * @param creator a subject or {@code admin:NAME}
 */
public record LedgerEntry(
    LedgerSubject subject,
    Optional<EntryUuid> owner,
    Optional<String> client,
    Set<String> scopes,
    Restrictions restrictions,
    String label,
    String creator,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> lastUsedAt,
    State state) {
  public LedgerEntry {
    scopes = Set.copyOf(scopes);
  }

  /** A new entry without limits of place. */
  public static LedgerEntry of(LedgerSubject subject, String creator, Instant from, Instant until) {
    return new LedgerEntry(
        subject,
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Restrictions.NONE,
        "",
        creator,
        from,
        until,
        Optional.empty(),
        State.ACTIVE);
  }

  public LedgerEntry ownedBy(Optional<EntryUuid> other) {
    return with(other, client, label);
  }

  public LedgerEntry issuedTo(String clientId) {
    return with(owner, Optional.of(clientId), label);
  }

  public LedgerEntry allowing(Set<String> granted, Restrictions where) {
    return new LedgerEntry(
        subject,
        owner,
        client,
        granted,
        where,
        label,
        creator,
        createdAt,
        expiresAt,
        lastUsedAt,
        state);
  }

  public LedgerEntry labelled(String words) {
    return with(owner, client, words);
  }

  private LedgerEntry with(Optional<EntryUuid> owner, Optional<String> client, String label) {
    return new LedgerEntry(
        subject,
        owner,
        client,
        scopes,
        restrictions,
        label,
        creator,
        createdAt,
        expiresAt,
        lastUsedAt,
        state);
  }

  /** Neither revoked nor expired. */
  public boolean isLive(Instant now) {
    return state == State.ACTIVE && now.isBefore(expiresAt);
  }
}
