package io.gatehouse.web.wire;

import java.time.Duration;

/**
 * How much one message and one connection may take.
 *
 * @param headBytes request line and fields together; beyond it 431
 * @param fields field lines; beyond it 431
 * @param targetBytes the request target; beyond it 414
 * @param extensionBytes chunk extensions of one message together; beyond it 400
 * @param contentBytes declared or received content; beyond it 413
 * @param patience from the first byte of a head to its last, beyond it 408; and how long content
 *     may be awaited before its rate counts
 * @param bytesPerSecond slowest content, measured over the time spent waiting
 */
public record WireLimits(
    int headBytes,
    int fields,
    int targetBytes,
    int extensionBytes,
    long contentBytes,
    Duration patience,
    int bytesPerSecond) {
  /** For pages and APIs, whose contents are small and held in memory. */
  public static WireLimits usual() {
    return forContent(16L * 1024 * 1024);
  }

  /** For a listener whose contents stream through. */
  public static WireLimits forContent(long most) {
    return new WireLimits(32 * 1024, 100, 8 * 1024, 4 * 1024, most, Duration.ofSeconds(10), 1024);
  }
}
