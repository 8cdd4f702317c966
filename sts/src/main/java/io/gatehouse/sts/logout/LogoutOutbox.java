package io.gatehouse.sts.logout;

import java.time.Instant;
import java.util.List;

/**
 * Keeps what clients are still to be told. A session's end writes one notice for each client that
 * was given a code in it, in the same transaction. May block.
 */
public interface LogoutOutbox {
  /** Those whose time has come, the oldest first. */
  List<Notice> due(Instant now, int most);

  /**
   * Counts a try before it is made, so that a crash repeats it and two processes do not make it
   * twice.
   *
   * @param next when it is tried again unless it is removed before
   * @return false when somebody else took it
   */
  boolean claim(Notice notice, Instant next);

  void remove(String id);

  /**
   * @param subject whose session it was
   * @param tries begun so far
   */
  record Notice(
      String id, String clientId, String session, String subject, int tries, Instant next) {}
}
