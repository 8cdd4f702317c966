package io.gatehouse.identity;

/** Issued credentials by their public id. */
public interface CredentialRecords {
  /**
   * @throws DependencyUnavailable when the record is not in memory and the ledger cannot be asked
   */
  Lookup find(CredentialKind kind, String id, Waiting waiting);

  /** The answer of a look-up. */
  sealed interface Lookup {
    record Found(CredentialRecord credential) implements Lookup {}

    record Unknown() implements Lookup {}

    /** Not in memory: ask again where waiting is allowed. */
    record NotLoaded() implements Lookup {}
  }
}
