package io.gatehouse.web.endpoint;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names requests: 32 hexadecimal digits, unique over processes and restarts, fit to be a trace id.
 * Not a secret.
 */
public final class RequestIds {
  private static final HexFormat HEX = HexFormat.of();

  private final String process;
  private final AtomicLong count;

  /** Draws the process's own half once. */
  public RequestIds(SecureRandom random) {
    this.process = HEX.toHexDigits(random.nextLong());
    this.count = new AtomicLong(random.nextLong());
  }

  public String next() {
    return process + HEX.toHexDigits(spread(count.incrementAndGet()));
  }

  /** A name of half the length, as the spans of a trace have. */
  public String nextSpan() {
    return HEX.toHexDigits(spread(count.incrementAndGet()) | 1);
  }

  /** One-to-one, so neighbours look apart and no two are the same. */
  private static long spread(long n) {
    long z = (n ^ n >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
