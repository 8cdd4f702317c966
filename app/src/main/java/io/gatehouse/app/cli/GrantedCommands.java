package io.gatehouse.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse sessions|tokens|consents list|revoke}: what people have with applications. */
final class GrantedCommands {
  private static final String API = "/admin/v1/";

  private GrantedCommands() {}

  static CommandLine sessions(Surroundings surroundings) {
    return tree(
        surroundings,
        "Sign-ins of people with a browser.",
        new Listing(
            surroundings,
            API + "sessions",
            List.of("id", "owner", "created_at", "expires_at", "state")));
  }

  static CommandLine tokens(Surroundings surroundings) {
    return tree(
        surroundings,
        "Refresh tokens of applications; access tokens end with them.",
        new ListingByClient(
            surroundings,
            API + "tokens",
            List.of("id", "owner", "client_id", "scopes", "created_at", "expires_at", "state")));
  }

  static CommandLine consents(Surroundings surroundings) {
    return tree(
        surroundings,
        "What people allowed to applications; revoking one ends the application's tokens.",
        new ListingByClient(
            surroundings,
            API + "consents",
            List.of("id", "owner", "client_id", "resource", "scopes", "claims", "given_at")));
  }

  private static CommandLine tree(Surroundings surroundings, String description, Listing listing) {
    return CommandGroup.of(description)
        .addSubcommand("list", listing)
        .addSubcommand("revoke", new IssuedCommands.Revoking(surroundings, listing.path));
  }

  /** Lists by owner. */
  @Command(description = "List them, everybody's or one person's.")
  static sealed class Listing implements Callable<Integer> {
    @Mixin private final Help help = new Help();
    @Mixin private final Instance instance = new Instance();

    @Option(names = "--owner", paramLabel = "NAME", description = "Only this person's.")
    private Optional<String> owner = Optional.empty();

    private final Surroundings surroundings;
    private final String path;
    private final List<String> columns;

    Listing(Surroundings surroundings, String path, List<String> columns) {
      this.surroundings = surroundings;
      this.path = path;
      this.columns = columns;
    }

    String filter() {
      return IssuedCommands.filter("owner", owner);
    }

    @Override
    public Integer call() {
      var items =
          IssuedCommands.items(instance.client(surroundings), List.of(path + "?" + filter()));
      IssuedCommands.show(surroundings, help, items, columns);
      return Exit.OK.code();
    }
  }

  /** Lists by owner and application. */
  static final class ListingByClient extends Listing {
    @Option(names = "--client", paramLabel = "ID", description = "Only this application's.")
    private Optional<String> client = Optional.empty();

    ListingByClient(Surroundings surroundings, String path, List<String> columns) {
      super(surroundings, path, columns);
    }

    @Override
    String filter() {
      return super.filter() + IssuedCommands.filter("client", client);
    }
  }
}
