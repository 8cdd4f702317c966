package io.gatehouse.identity;

/** What a ledger entry, a revocation or an event is about. */
public record LedgerSubject(Kind kind, String id) {
  /** The kinds of things that are issued and can be taken back. */
  public enum Kind {
    CLIENT,
    API_KEY,
    HMAC_KEY,
    SIGV4_KEY,
    CERTIFICATE,
    SESSION,
    REFRESH_FAMILY,
    TOKEN,
    OWNER,
    SIGNING_KEY
  }

  public static LedgerSubject owner(EntryUuid owner) {
    return new LedgerSubject(Kind.OWNER, owner.value());
  }
}
