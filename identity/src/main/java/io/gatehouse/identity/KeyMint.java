package io.gatehouse.identity;

/** Makes key material of one kind. */
public interface KeyMint {
  CredentialKind kind();

  /** Fresh material; nothing is kept here. */
  Minted mint();

  /**
   * A new key.
   *
   * @param id public id
   * @param shownOnce what its holder gets, and nobody ever again
   * @param verifier what the ledger keeps
   */
  record Minted(String id, Secret shownOnce, Secret verifier, int verifierVersion) {}
}
