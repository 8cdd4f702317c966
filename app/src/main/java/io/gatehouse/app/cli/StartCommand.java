package io.gatehouse.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse start -c FILE}. */
@Command(name = "start", description = "Run what a configuration file describes.")
final class StartCommand implements Callable<Integer> {
  @Mixin final Help help = new Help();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      required = true,
      description = "The configuration file.")
  private Path file = Path.of("gatehouse.yaml");

  @Option(
      names = "--dir",
      paramLabel = "STATE",
      defaultValue = "gatehouse-state",
      description = "Where state is kept (default: ./gatehouse-state).")
  private Path state = Path.of("gatehouse-state");

  private final Surroundings surroundings;
  private final Servers servers;

  StartCommand(Surroundings surroundings, Servers servers) {
    this.surroundings = surroundings;
    this.servers = servers;
  }

  @Override
  public Integer call() {
    var path = surroundings.folder().resolve(file);
    var configuration = Configurations.accepted(surroundings, path);
    return servers.start(configuration, path, surroundings.folder().resolve(state)).code();
  }
}
