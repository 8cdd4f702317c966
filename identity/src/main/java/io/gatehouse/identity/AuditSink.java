package io.gatehouse.identity;

import java.util.Map;

/** The audit log: an action is acknowledged only after its record is on disk. May block. */
public interface AuditSink {
  /**
   * Returns when the record is durable.
   *
   * @throws DependencyUnavailable when it cannot be written; the action must not be acknowledged
   */
  void record(Event event);

  /**
   * @param action what was done, such as {@code key.created}
   * @param actor who did it: a subject or {@code admin:NAME}; {@code -} when unknown
   * @param subject what it was done to
   * @param outcome {@code ok} or a reason code
   * @param details allow-listed words; never a secret
   */
  record Event(
      String action, String actor, String subject, String outcome, Map<String, String> details) {
    public Event {
      details = Map.copyOf(details);
    }
  }
}
