package io.gatehouse.app.node;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.cli.Stop;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.signing.replay.InProcessReplayGuard;
import io.gatehouse.sts.store.jdbc.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** What may be used only once, remembered across orderly stops. */
final class SingleUse implements AutoCloseable {
  private static final int MOST_MARKS = 1_000_000;

  private final InProcessReplayGuard guard;

  private SingleUse(InProcessReplayGuard guard) {
    this.guard = guard;
  }

  static SingleUse open(StateFolder folder, Ambient ambient) {
    try {
      return new SingleUse(
          InProcessReplayGuard.open(folder.privateFolder("replay"), ambient.clock(), MOST_MARKS));
    } catch (IOException e) {
      throw new Stop(
          Exit.BAD_INPUT, "The replay marks of the state folder cannot be used: " + e.getMessage());
    }
  }

  ReplayGuard guard() {
    return guard;
  }

  /** From when on signed requests are accepted again; past unless the last run crashed. */
  Instant trustedFrom() {
    return guard.trustedFrom();
  }

  @Override
  public void close() {
    try {
      guard.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the replay marks cannot be saved", e);
    }
  }
}
