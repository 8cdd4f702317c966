package io.gatehouse.gateway.call;

import io.gatehouse.web.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;

/** A call together with the connection that it came over: for waiting, forwarding and answering. */
public final class Passage {
  private static final int MOST_PARKS = 8;

  private final Call call;
  private final Exchange exchange;
  private final List<Runnable> atEnd = new ArrayList<>(2);
  private boolean ended;
  private int parks;

  public Passage(Call call, Exchange exchange) {
    this.call = call;
    this.exchange = exchange;
  }

  public Call call() {
    return call;
  }

  public Exchange exchange() {
    return exchange;
  }

  /**
   * Counts the waits of this request.
   *
   * @throws IllegalStateException when a stage keeps asking for what it was given
   */
  public void parked() {
    if (++parks > MOST_PARKS) {
      throw new IllegalStateException("a stage waits again and again");
    }
  }

  /** Runs once when the exchange ends, however it ends; at once when it already has. */
  public void atEnd(Runnable release) {
    synchronized (this) {
      if (!ended) {
        atEnd.add(release);
        return;
      }
    }
    release.run();
  }

  /** The exchange ended. */
  public void ended() {
    List<Runnable> releases;
    synchronized (this) {
      releases = ended ? List.of() : List.copyOf(atEnd);
      ended = true;
    }
    releases.forEach(Runnable::run);
  }
}
