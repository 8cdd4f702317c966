package io.gatehouse.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells of changes in the directory. */
public interface OwnerWatch {
  /** Events arrive on one thread, in order. Register before {@link #used} is first called. */
  void subscribe(Consumer<OwnerChanged> listener);

  /** Keeps this owner among those whose presence is checked in every round (10 min from now). */
  void used(EntryUuid owner);

  /** When the directory last answered a whole round. */
  Optional<Instant> lastSuccess();
}
