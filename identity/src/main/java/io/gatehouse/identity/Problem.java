package io.gatehouse.identity;

import java.time.Duration;
import java.util.Optional;

/**
 * A refusal.
 *
 * @param detail public: what was wrong, where, and what to do; never which part of a credential
 * @param reason private: what the operator needs; carries no secret
 * @param retryAfter when asking again makes sense
 */
public record Problem(
    ProblemKind kind, String detail, String reason, Optional<Duration> retryAfter) {
  public static Problem of(ProblemKind kind, String detail, String reason) {
    return new Problem(kind, detail, reason, Optional.empty());
  }

  /** The one public answer to every credential that fails, whatever failed. */
  public static Problem invalidCredential(String reason) {
    return of(
        ProblemKind.INVALID_CREDENTIAL,
        "The credential was not accepted. Check that it is complete, current and meant for this"
            + " address; the request id finds the reason in the decision log.",
        reason);
  }

  public static Problem malformed(String detail) {
    return of(ProblemKind.MALFORMED, detail, detail);
  }

  public Problem retryAfter(Duration duration) {
    return new Problem(kind, detail, reason, Optional.of(duration));
  }
}
