package io.gatehouse.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Without arguments: the five tasks that people come for. */
@Command(
    name = "gatehouse",
    description = "One directory, one gateway, one verified caller.",
    synopsisSubcommandLabel = "COMMAND")
final class GatehouseCommand implements Callable<Integer> {
  private static final String TASKS =
      """
      Gatehouse: one directory, one gateway, one verified caller.

        Try everything here and now          gatehouse demo
        Set up for your own directory        gatehouse init
        Run what a file describes            gatehouse start -c gatehouse.yaml
        Give a partner a key                 gatehouse keys create --owner NAME --scope SCOPE
        Ask why a request was refused        gatehouse explain REQUEST-ID

      All commands: gatehouse --help\
      """;

  @Mixin final Help help = new Help();

  private final Surroundings surroundings;

  GatehouseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    surroundings.out().println(TASKS);
    return Exit.OK.code();
  }
}
