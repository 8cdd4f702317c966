package io.gatehouse.gateway.route;

/** The table in force. A request takes it once and keeps it to its end. */
public final class LiveRoutes {
  private volatile RouteTable table;

  public LiveRoutes(RouteTable first) {
    table = first;
  }

  public RouteTable current() {
    return table;
  }

  /** The next request meets the new table; running ones keep theirs. */
  public void swap(RouteTable next) {
    table = next;
  }
}
