package io.gatehouse.signing;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A shared secret under its public id, for {@code hmac-sha256} (RFC 9421 §3.3.3). */
public final class HmacKey implements SigningKey {
  private static final String ALGORITHM = "HmacSHA256";

  private final String id;
  private final SecretKey secret;

  private HmacKey(String id, byte[] secret) {
    this.id = id;
    this.secret = new SecretKeySpec(secret, ALGORITHM);
  }

  /** Keeps a copy of the secret. */
  public static HmacKey of(String id, byte[] secret) {
    return new HmacKey(id, secret);
  }

  @Override
  public String id() {
    return id;
  }

  public byte[] mac(byte[] message) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks " + ALGORITHM, e);
    }
  }

  /** Takes the same time whatever differs. */
  public boolean isMac(byte[] message, byte[] presented) {
    return MessageDigest.isEqual(mac(message), presented);
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "HmacKey[" + id + "]";
  }
}
