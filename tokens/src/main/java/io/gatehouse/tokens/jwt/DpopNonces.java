package io.gatehouse.tokens.jwt;

import io.gatehouse.identity.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's nonces of RFC 9449 §8: the minute they were made in, under a key of this process.
 * Nothing is stored, so nobody can fill a memory by asking for them.
 */
public final class DpopNonces {
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final int TIME_BYTES = 8;
  private static final int LENGTH = TIME_BYTES + 16;

  private final Secret key;
  private final InstantSource clock;

  /**
   * @param key random, for as long as the process lives
   */
  public DpopNonces(Secret key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  /** A nonce that is good for some minutes, the same for everybody. */
  public String fresh() {
    return Base64Url.encode(made(clock.instant().getEpochSecond() / 60));
  }

  boolean isGood(String nonce) {
    Optional<byte[]> sent = Base64Url.decode(nonce).filter(bytes -> bytes.length == LENGTH);
    if (sent.isEmpty()) {
      return false;
    }
    long minute = ByteBuffer.wrap(sent.get()).getLong();
    long age = clock.instant().getEpochSecond() / 60 - minute;
    return age >= 0 && age <= LIFE.toMinutes() && Secret.of(made(minute)).sameAs(sent.get());
  }

  private byte[] made(long minute) {
    var time = ByteBuffer.allocate(TIME_BYTES).putLong(minute).array();
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.expose(), "HmacSHA256"));
      return ByteBuffer.allocate(LENGTH)
          .put(time)
          .put(mac.doFinal(time), 0, LENGTH - TIME_BYTES)
          .array();
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
