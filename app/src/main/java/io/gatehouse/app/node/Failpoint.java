package io.gatehouse.app.node;

import io.gatehouse.identity.AuditSink;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A power cut at a named moment, for crash tests; off unless the JVM's property asks for it.
 *
 * <p>{@code -Dgatehouse.failpoint=WHEN.ACTION[/GRANT][:N]}: the process is gone at the Nth record
 * of that action, {@code committed} before the record is written, {@code recorded} after it and
 * before the answer. An example is {@code committed.token.issued/refresh_token:3}.
 */
final class Failpoint implements AuditSink {
  static final String PROPERTY = "gatehouse.failpoint";

  private static final int KILLED = 137;

  private final AuditSink log;
  private final String name;
  private final AtomicInteger left;
  private final Runnable powerCut;

  Failpoint(AuditSink log, String point, Runnable powerCut) {
    var colon = point.lastIndexOf(':');
    this.log = log;
    this.name = colon < 0 ? point : point.substring(0, colon);
    this.left = new AtomicInteger(colon < 0 ? 1 : Integer.parseInt(point.substring(colon + 1)));
    this.powerCut = powerCut;
  }

  /** The log itself when no point is named. */
  static AuditSink around(AuditSink log) {
    var point = System.getProperty(PROPERTY, "");
    return point.isEmpty()
        ? log
        : new Failpoint(log, point, () -> Runtime.getRuntime().halt(KILLED));
  }

  @Override
  public void record(Event event) {
    var what = event.action();
    var grant = event.details().get("grant_type");
    var full = grant == null ? what : what + "/" + grant;
    pass("committed." + full);
    log.record(event);
    pass("recorded." + full);
  }

  private void pass(String point) {
    if (point.equals(name) && left.decrementAndGet() == 0) {
      powerCut.run();
    }
  }
}
