package io.gatehouse.signing.verifying;

import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.KeyMint;
import io.gatehouse.identity.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes keys for SigV4 in the form that its clients expect: an id of twenty capitals and digits, a
 * secret of forty characters (240 bits).
 */
public final class SigV4KeyMint implements KeyMint {
  private static final String PREFIX = "GHAK";
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final SecureRandom random;

  public SigV4KeyMint(SecureRandom random) {
    this.random = random;
  }

  @Override
  public CredentialKind kind() {
    return CredentialKind.SIGV4;
  }

  @Override
  public Minted mint() {
    var id = new StringBuilder(PREFIX);
    random.ints(16, 0, LETTERS.length()).forEach(i -> id.append(LETTERS.charAt(i)));
    var bytes = new byte[30];
    random.nextBytes(bytes);
    var secret = Secret.ofText(Base64.getUrlEncoder().encodeToString(bytes));
    return new Minted(id.toString(), secret, secret, 1);
  }
}
