package io.gatehouse.sts.admin;

import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.KeyMint;
import io.gatehouse.identity.Secret;

/** Numbers its keys. */
final class CountingMint implements KeyMint {
  private final CredentialKind kind;
  private int count;

  CountingMint(CredentialKind kind) {
    this.kind = kind;
  }

  @Override
  public CredentialKind kind() {
    return kind;
  }

  @Override
  public Minted mint() {
    count++;
    return new Minted(
        "key" + count, Secret.ofText("shown-once-" + count), Secret.ofText("hash"), 1);
  }
}
