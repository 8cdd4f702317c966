package io.gatehouse.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatehouse kek rotate}. */
final class KekCommand {
  private KekCommand() {}

  static CommandLine tree(Surroundings surroundings) {
    return CommandGroup.of("The key under which everything secret is stored.")
        .addSubcommand("rotate", new Rotate(surroundings));
  }

  @Command(
      description =
          "Make a new one and seal everything again under it. Afterwards a stolen copy of the old"
              + " one opens nothing that is stored.")
  static final class Rotate implements Callable<Integer> {
    @Mixin private final Help help = new Help();
    @Mixin private final Instance instance = new Instance();

    private final Surroundings surroundings;

    Rotate(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      var answer = instance.client(surroundings).post("/admin/v1/kek/rotation", Json.object());
      var sentence =
          "Version %d seals from now on; %d values were sealed again. Back the key file up."
              .formatted(answer.path("version").longValue(), answer.path("resealed").longValue());
      surroundings.out().println(help.json() ? Json.pretty(answer) : sentence);
      return Exit.OK.code();
    }
  }
}
