package io.gatehouse.sts.keys;

import java.time.Duration;

/**
 * When signing keys move on.
 *
 * @param publishBefore how long a key is published before it signs: as long as anybody may go on
 *     using a key set read earlier
 * @param keepAfter how long a key is published after it signed last: until every token has expired
 * @param rotateEvery how long a key signs before its successor is made
 */
public record KeyIntervals(Duration publishBefore, Duration keepAfter, Duration rotateEvery) {
  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final Duration QUARTER = Duration.ofDays(90);

  /**
   * @param longestCache how long a verifier may keep a key set
   * @param longestToken the longest life of anything signed
   */
  public static KeyIntervals derivedFrom(Duration longestCache, Duration longestToken) {
    return new KeyIntervals(longestCache.plus(SKEW), longestToken.plus(SKEW), QUARTER);
  }

  public KeyIntervals rotatingEvery(Duration time) {
    return new KeyIntervals(publishBefore, keepAfter, time);
  }

  /** How long a verifier may keep a key set. */
  public Duration longestCache() {
    return publishBefore.minus(SKEW);
  }
}
