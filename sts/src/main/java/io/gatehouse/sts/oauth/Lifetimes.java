package io.gatehouse.sts.oauth;

import java.time.Duration;

/**
 * How long things live.
 *
 * @param transaction from the first redirect until the person has signed in
 * @param codeRepeat within which the same client's second redemption of a code is a retry
 * @param refreshRepeat within which the last successor of a refresh token is answered again
 */
public record Lifetimes(
    Duration code,
    Duration codeRepeat,
    Duration accessToken,
    Duration idToken,
    Duration refreshIdle,
    Duration refreshAbsolute,
    Duration refreshRepeat,
    Duration sessionIdle,
    Duration sessionAbsolute,
    Duration transaction) {

  /** What holds when nothing is configured. */
  public static final Lifetimes USUAL =
      new Lifetimes(
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofDays(30),
          Duration.ofDays(90),
          Duration.ofSeconds(30),
          Duration.ofHours(8),
          Duration.ofHours(24),
          Duration.ofMinutes(15));
}
