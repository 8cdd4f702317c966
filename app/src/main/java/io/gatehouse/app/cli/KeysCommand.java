package io.gatehouse.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatehouse keys create|list|roll|revoke}. */
final class KeysCommand {
  static final List<String> COLUMNS =
      List.of("id", "kind", "owner", "scopes", "expires_at", "last_used_at", "state", "label");
  static final String PATH = "/admin/v1/keys";

  private KeysCommand() {}

  static CommandLine tree(Surroundings surroundings) {
    return CommandGroup.of("API keys for partners and programs.")
        .addSubcommand("create", new Create(surroundings))
        .addSubcommand(
            "list",
            new IssuedCommands.Listing(surroundings, List.of(PATH + "?kind=api_key&"), COLUMNS))
        .addSubcommand("roll", new IssuedCommands.Rolling(surroundings))
        .addSubcommand("revoke", new IssuedCommands.Revoking(surroundings, PATH));
  }

  @Command(description = "Make an API key; it is shown once.")
  static final class Create implements Callable<Integer> {
    @Mixin private final Help help = new Help();
    @Mixin private final Instance instance = new Instance();
    @Mixin private final Output output = new Output();
    @Mixin private final CreateKey key = new CreateKey();

    private final Surroundings surroundings;

    Create(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      output.requireFree(surroundings);
      var issued =
          instance.client(surroundings).post(PATH, key.body("api_key", surroundings.clock()));
      new IssuedKey(issued).show(surroundings, output, help);
      return Exit.OK.code();
    }
  }
}
