package io.gatehouse.gateway.authenticate;

import io.gatehouse.gateway.call.Passage;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import java.util.EnumMap;
import java.util.Map;

/**
 * Provides what a parked stage waits for, off the I/O thread. Each dependency has its own bounded
 * room, so a slow one holds up only those who need it.
 */
public final class Waits {
  private final Map<WaitFor, Bulkhead> rooms = new EnumMap<>(WaitFor.class);
  private final Bodies bodies;

  public Waits(Bodies bodies) {
    this.bodies = bodies;
    for (var reason : WaitFor.values()) {
      rooms.put(reason, new Bulkhead());
    }
  }

  /** What comes after the wait; exactly one of these is called. */
  public interface Rest {
    void resume(Waiting waiting);

    /** The content is longer than may be buffered. */
    void tooLarge();

    void unavailable(DependencyUnavailable outage);
  }

  /**
   * Runs the rest of a path when what it waits for is there, on a thread where it may wait; for
   * content, on the I/O thread again.
   */
  public void provide(Passage passage, WaitFor reason, Rest rest) {
    passage.parked();
    switch (reason) {
      case BODY -> bodies.read(passage, rest);
      case CPU -> passage.exchange().onCpu(() -> rest.resume(Waiting.ALLOWED));
      case DIRECTORY, ISSUER, STORE, SHARED_STATE ->
          passage.exchange().onVirtualThread(() -> inRoom(reason, rest));
    }
  }

  private void inRoom(WaitFor reason, Rest rest) {
    var room = room(reason);
    if (!room.enter()) {
      rest.unavailable(
          new DependencyUnavailable(dependency(reason), "too many wait for it already"));
      return;
    }
    try {
      rest.resume(Waiting.ALLOWED);
    } finally {
      room.leave();
    }
  }

  private Bulkhead room(WaitFor reason) {
    var room = rooms.get(reason);
    if (room == null) {
      throw new IllegalStateException("no room for " + reason);
    }
    return room;
  }

  private static Dependency dependency(WaitFor reason) {
    return switch (reason) {
      case DIRECTORY -> Dependency.DIRECTORY;
      case ISSUER -> Dependency.ISSUER;
      case SHARED_STATE -> Dependency.REPLAY_GUARD;
      case STORE, BODY, CPU -> Dependency.STORE;
    };
  }
}
