package io.gatehouse.app.cli;

import io.gatehouse.app.config.load.ConfigurationReader.Outcome;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatehouse validate FILE}. */
@Command(
    name = "validate",
    description = "Say everything that is wrong with a configuration file. Changes nothing.")
final class ValidateCommand implements Callable<Integer> {
  @Mixin private final Help help = new Help();

  @Parameters(paramLabel = "FILE", description = "The configuration file.")
  private Path file = Path.of("gatehouse.yaml");

  private final Surroundings surroundings;

  ValidateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    var path = surroundings.folder().resolve(file);
    var outcome = surroundings.configurations().read(path);
    var valid = outcome instanceof Outcome.Accepted;
    if (help.json()) {
      surroundings.out().println(Json.pretty(Configurations.json(outcome)));
      return (valid ? Exit.OK : Exit.BAD_INPUT).code();
    }
    Configurations.accepted(surroundings, path);
    surroundings.out().println(path + " is valid.");
    return Exit.OK.code();
  }
}
