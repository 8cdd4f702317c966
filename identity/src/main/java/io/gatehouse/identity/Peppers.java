package io.gatehouse.identity;

import java.util.Optional;

/** The versioned keys under which API keys are hashed. Held in memory. */
public interface Peppers {
  int current();

  Optional<Secret> version(int version);
}
