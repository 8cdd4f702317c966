package io.gatehouse.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatehouse reload}. */
@Command(
    name = "reload",
    description =
        "Let a running instance read its configuration again: all of it, or nothing and why.")
final class ReloadCommand implements Callable<Integer> {
  @Mixin private final Help help = new Help();
  @Mixin private final Instance instance = new Instance();

  private final Surroundings surroundings;

  ReloadCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    var answer =
        instance.client(surroundings).post("/admin/v1/configuration/reload", Json.object());
    var sentence =
        "Configuration "
            + Json.text(answer, "version")
            + (answer.path("changed").asBoolean() ? " is in force." : " was in force already.");
    surroundings.out().println(help.json() ? Json.pretty(answer) : sentence);
    return Exit.OK.code();
  }
}
