package io.gatehouse.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse demo}. */
@Command(
    name = "demo",
    description = "Start everything embedded, with people, keys and a service to call.")
final class DemoCommand implements Callable<Integer> {
  @Mixin final Help help = new Help();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "demo",
      description = "Where the demo keeps its files (default: ./demo).")
  private Path dir = Path.of("demo");

  @Option(
      names = "--ports",
      paramLabel = "BASE",
      description =
          "BASE+443, BASE+1443 and BASE+2090 instead of 8443, 9443 and 9090; 0: free ones.")
  private Optional<Integer> ports = Optional.empty();

  private final Surroundings surroundings;
  private final Servers servers;

  DemoCommand(Surroundings surroundings, Servers servers) {
    this.surroundings = surroundings;
    this.servers = servers;
  }

  @Override
  public Integer call() {
    if (ports.filter(base -> base < 0 || base > 63_000).isPresent()) {
      throw Stop.badInput("--ports takes a number from 0 to 63000.");
    }
    var base = ports.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    return servers.demo(surroundings.folder().resolve(dir), base).code();
  }
}
