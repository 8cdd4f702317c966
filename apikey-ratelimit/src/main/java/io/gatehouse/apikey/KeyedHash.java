package io.gatehouse.apikey;

import io.gatehouse.identity.Secret;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under a pepper. A key is long and random, so a fast hash is enough; the pepper keeps
 * a copy of the ledger from being of any use.
 */
final class KeyedHash {
  private static final String ALGORITHM = "HmacSHA256";

  private KeyedHash() {}

  static byte[] of(ApiKeyFormat.Parts key, Secret pepper) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(pepper.expose(), ALGORITHM));
      return mac.doFinal(key.provenBytes());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks " + ALGORITHM, e);
    }
  }
}
