package io.gatehouse.app.cli;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.identity.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** What the commands start, handed in by the composition root. Each may throw {@link Stop}. */
public interface Servers {
  /**
   * Runs a node until it is told to stop.
   *
   * @param file where the configuration came from
   * @param state folder that the node keeps its state in
   */
  Exit start(Configuration configuration, Path file, Path state);

  /**
   * Runs the demo until it is told to stop.
   *
   * @param ports base of the ports; empty: the usual ones; 0: free ones
   */
  Exit demo(Path folder, OptionalInt ports);

  /** Binds to a directory once; the answer is what is wrong, in words for the operator. */
  Optional<String> bind(String url, String dn, Secret password);
}
