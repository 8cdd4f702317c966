package io.gatehouse.web.wire;

import io.gatehouse.identity.ProblemKind;
import java.net.InetAddress;

/**
 * Learns of every message that the guard refused: no handler ever sees it, so it has no other line
 * in any log. Called on an I/O thread; must not block.
 */
@FunctionalInterface
public interface RefusalLog {
  void refused(Refusal refusal);

  /**
   * @param requestId the one that the answer carries
   * @param reason what was wrong with the bytes; holds none of them
   * @param listener the name that the listener was opened with
   * @param answered whether a problem was answered; false when the connection was broken off in the
   *     middle of content whose handler had started
   */
  record Refusal(
      String requestId,
      ProblemKind kind,
      String reason,
      InetAddress peer,
      String listener,
      boolean answered) {}
}
