package io.gatehouse.signing.verifying;

import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.KeyMint;
import io.gatehouse.identity.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Makes keys for RFC 9421 signatures: a root of 256 bits, shown in base64. */
public final class HmacKeyMint implements KeyMint {
  private final SecureRandom random;

  public HmacKeyMint(SecureRandom random) {
    this.random = random;
  }

  @Override
  public CredentialKind kind() {
    return CredentialKind.SIGNATURE;
  }

  @Override
  public Minted mint() {
    var id = new byte[10];
    var root = new byte[32];
    random.nextBytes(id);
    random.nextBytes(root);
    return new Minted(
        "hmac_" + HexFormat.of().formatHex(id),
        Secret.ofText(Base64.getEncoder().encodeToString(root)),
        Secret.of(root),
        1);
  }
}
