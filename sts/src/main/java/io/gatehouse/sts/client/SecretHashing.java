package io.gatehouse.sts.client;

import io.gatehouse.identity.Peppers;
import io.gatehouse.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes of client secrets. They are 256 random bits, so one keyed hash is enough; the pepper makes
 * a copied store useless.
 */
final class SecretHashing {
  /** Compared for every client, so that the number of secrets does not show in the time taken. */
  private static final int SLOTS = 2;

  private final Peppers peppers;

  SecretHashing(Peppers peppers) {
    this.peppers = peppers;
  }

  SecretHash hash(Secret secret, Instant now) {
    int version = peppers.current();
    return new SecretHash(Secret.of(hmac(secret, version)), version, now);
  }

  boolean matchesAny(Secret presented, List<SecretHash> known) {
    boolean matches = false;
    for (int i = 0; i < Math.max(SLOTS, known.size()); i++) {
      boolean present = i < known.size();
      var slot =
          present ? known.get(i) : new SecretHash(presented, peppers.current(), Instant.EPOCH);
      boolean same = slot.hash().sameAs(hmac(presented, slot.pepperVersion()));
      matches |= present && same;
    }
    return matches;
  }

  private byte[] hmac(Secret secret, int version) {
    var pepper =
        peppers
            .version(version)
            .orElseThrow(() -> new IllegalStateException("pepper " + version + " is missing"));
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(pepper.expose(), "HmacSHA256"));
      mac.update("client_secret\0".getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(secret.expose());
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
