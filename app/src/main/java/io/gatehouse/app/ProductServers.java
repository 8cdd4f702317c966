package io.gatehouse.app;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.cli.Servers;
import io.gatehouse.app.cli.Stop;
import io.gatehouse.app.cli.Surroundings;
import io.gatehouse.app.config.Configuration;
import io.gatehouse.identity.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** What the commands start. */
record ProductServers(Surroundings surroundings) implements Servers {
  @Override
  public Exit start(Configuration configuration, Path file, Path state) {
    throw new Stop(Exit.BUG, "This build starts no node yet.");
  }

  @Override
  public Exit demo(Path folder, OptionalInt ports) {
    throw new Stop(Exit.BUG, "This build starts no demo yet.");
  }

  @Override
  public Optional<String> bind(String url, String dn, Secret password) {
    throw new Stop(Exit.BUG, "This build reaches no directory yet.");
  }
}
