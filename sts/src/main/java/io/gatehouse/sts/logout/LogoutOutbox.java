package io.gatehouse.sts.logout;

import java.time.Instant;
import java.util.List;

/** Keeps what clients are still to be told. May block. */
public interface LogoutOutbox {
  void add(List<Notice> notices);

  /** Those whose time has come, the oldest first. */
  List<Notice> due(Instant now, int most);

  /** Notes another failure. */
  void later(String id, Instant next);

  void remove(String id);

  /**
   * @param subject whose session it was
   * @param tries failed so far
   */
  record Notice(
      String id, String clientId, String session, String subject, int tries, Instant next) {}
}
