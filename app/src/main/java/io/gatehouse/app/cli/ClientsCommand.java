package io.gatehouse.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code gatehouse clients add|list|revoke}. */
final class ClientsCommand {
  private static final String PATH = "/admin/v1/clients";
  private static final List<String> COLUMNS =
      List.of("client_id", "client_name", "owner", "scope", "grant_types", "state");

  private ClientsCommand() {}

  static CommandLine tree(Surroundings surroundings) {
    return CommandGroup.of("Applications that get tokens.")
        .addSubcommand("add", new Add(surroundings))
        .addSubcommand("invite", new Invite(surroundings))
        .addSubcommand(
            "list", new IssuedCommands.Listing(surroundings, List.of(PATH + "?"), COLUMNS))
        .addSubcommand("revoke", new IssuedCommands.Revoking(surroundings, PATH));
  }

  @Command(description = "Register a client from RFC 7591 metadata; answers as RFC 7591 does.")
  static final class Add implements Callable<Integer> {
    @Mixin final Help help = new Help();
    @Mixin private final Instance instance = new Instance();
    @Mixin private final Output output = new Output();

    @Option(
        names = "--owner",
        paramLabel = "NAME",
        description = "The person that it stands on: it stops when they are disabled.")
    private Optional<String> owner = Optional.empty();

    @Parameters(paramLabel = "FILE|-", description = "The metadata, in JSON.")
    private String file = "-";

    private final Surroundings surroundings;

    Add(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      output.requireFree(surroundings);
      var metadata =
          Json.read(text())
              .filter(ObjectNode.class::isInstance)
              .map(ObjectNode.class::cast)
              .orElseThrow(() -> Stop.badInput(file + " is not a JSON object (RFC 7591 §2)."));
      owner.ifPresent(name -> metadata.put("owner", name));
      var answer = instance.client(surroundings).post(PATH, metadata);
      output.secret(surroundings, Json.pretty(answer));
      return Exit.OK.code();
    }

    private String text() {
      try {
        return file.equals("-")
            ? surroundings.in().lines().collect(Collectors.joining("\n"))
            : Files.readString(surroundings.folder().resolve(file));
      } catch (IOException unreadable) {
        throw Stop.badInput(file + " cannot be read.");
      }
    }
  }

  @Command(description = "Make an initial access token: applications register themselves with it.")
  static final class Invite implements Callable<Integer> {
    @Mixin final Help help = new Help();
    @Mixin private final Instance instance = new Instance();
    @Mixin private final Output output = new Output();

    @Option(
        names = "--uses",
        paramLabel = "N",
        description = "How many applications it registers (default: 1).")
    private int uses = 1;

    @Option(
        names = "--expires",
        paramLabel = "TIME",
        description = "How long it works, such as 24h (default: 7d).")
    private Optional<String> expires = Optional.empty();

    private final Surroundings surroundings;

    Invite(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      output.requireFree(surroundings);
      var body = Json.object().put("uses", uses);
      expires.map(Expiry::of).ifPresent(time -> body.put("lives", time.toSeconds()));
      var made = instance.client(surroundings).post("/admin/v1/registration-tokens", body);
      var shown = help.json() ? Json.pretty(made) : Json.text(made, "initial_access_token");
      output.secret(surroundings, shown);
      return Exit.OK.code();
    }
  }
}
