package io.gatehouse.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse signing-keys list|rotate|compromised}. */
final class SigningKeysCommand {
  private static final String PATH = "/admin/v1/signing-keys";
  private static final List<String> COLUMNS = List.of("kid", "alg", "state", "changed_at");

  private SigningKeysCommand() {}

  static CommandLine tree(Surroundings surroundings) {
    return CommandGroup.of("The keys that sign tokens.")
        .addSubcommand("list", new Listing(surroundings))
        .addSubcommand("rotate", new Rotating(surroundings))
        .addSubcommand("compromised", new Compromised(surroundings));
  }

  private static void show(Surroundings surroundings, Help help, JsonNode answer) {
    var table = Table.of(answer.path("items"), COLUMNS);
    surroundings.out().println(help.json() ? Json.pretty(answer) : table);
  }

  @Command(description = "List them with their states: pending, active, retiring, gone.")
  static final class Listing implements Callable<Integer> {
    @Mixin private final Help help = new Help();
    @Mixin private final Instance instance = new Instance();

    private final Surroundings surroundings;

    Listing(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      show(surroundings, help, instance.client(surroundings).get(PATH));
      return Exit.OK.code();
    }
  }

  @Command(
      description =
          "Make a successor of each. It is published at once and signs when every copy of the"
              + " published keys must know it.")
  static final class Rotating implements Callable<Integer> {
    @Mixin private final Help help = new Help();
    @Mixin private final Instance instance = new Instance();

    private final Surroundings surroundings;

    Rotating(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      show(surroundings, help, instance.client(surroundings).post(PATH, Json.object()));
      return Exit.OK.code();
    }
  }

  @Command(
      description =
          "Take a stolen key back: what it signed is refused within seconds, and another signs.")
  static final class Compromised implements Callable<Integer> {
    @Mixin private final Help help = new Help();
    @Mixin private final Instance instance = new Instance();

    @Parameters(paramLabel = "KID", description = "Its id, as `list` shows it.")
    private String kid = "";

    private final Surroundings surroundings;

    Compromised(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      var path = PATH + "/" + AdminClient.segment(kid) + "/compromised";
      show(surroundings, help, instance.client(surroundings).post(path, Json.object()));
      return Exit.OK.code();
    }
  }
}
