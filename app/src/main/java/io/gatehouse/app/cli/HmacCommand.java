package io.gatehouse.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse hmac create|list|roll|revoke}. */
final class HmacCommand {
  private static final List<String> LISTS =
      List.of(KeysCommand.PATH + "?kind=hmac&", KeysCommand.PATH + "?kind=sigv4&");

  private HmacCommand() {}

  static CommandLine tree(Surroundings surroundings) {
    return CommandGroup.of("Keys for signed requests: RFC 9421 and AWS SigV4.")
        .addSubcommand("create", new Create(surroundings))
        .addSubcommand("list", new IssuedCommands.Listing(surroundings, LISTS, KeysCommand.COLUMNS))
        .addSubcommand("roll", new IssuedCommands.Rolling(surroundings))
        .addSubcommand("revoke", new IssuedCommands.Revoking(surroundings, KeysCommand.PATH));
  }

  @Command(description = "Make a signing key; it is shown once, as the file that `sign` reads.")
  static final class Create implements Callable<Integer> {
    @Mixin private final Help help = new Help();
    @Mixin private final Instance instance = new Instance();
    @Mixin private final Output output = new Output();
    @Mixin private final CreateKey key = new CreateKey();

    @Option(
        names = "--type",
        paramLabel = "TYPE",
        defaultValue = "rfc9421",
        description = "rfc9421 (default) or sigv4.")
    private String type = "rfc9421";

    private final Surroundings surroundings;

    Create(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      output.requireFree(surroundings);
      var issued =
          instance
              .client(surroundings)
              .post(KeysCommand.PATH, key.body(kind(), surroundings.clock()));
      new IssuedKey(issued).show(surroundings, output, help);
      return Exit.OK.code();
    }

    private String kind() {
      return switch (type) {
        case "rfc9421" -> "hmac";
        case "sigv4" -> "sigv4";
        default -> throw Stop.badInput("--type is rfc9421 or sigv4, not `" + type + "`.");
      };
    }
  }
}
