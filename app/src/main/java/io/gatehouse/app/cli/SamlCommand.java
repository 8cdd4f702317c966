package io.gatehouse.app.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse saml issue}. */
final class SamlCommand {
  private SamlCommand() {}

  static CommandLine tree(Surroundings surroundings) {
    return CommandGroup.of("SAML assertions.").addSubcommand("issue", new Issue(surroundings));
  }

  @Command(
      description =
          "Make an assertion for a person: what follows `Authorization: SAML `. It lives at most"
              + " 10 minutes.")
  static final class Issue implements Callable<Integer> {
    private static final String PATH = "/admin/v1/saml/assertions";

    @Mixin final Help help = new Help();
    @Mixin private final Instance instance = new Instance();
    @Mixin private final Output output = new Output();

    @Option(
        names = "--owner",
        paramLabel = "NAME",
        required = true,
        description = "The person that it stands for: it stops when they are disabled.")
    private String owner = "";

    @Option(
        names = "--audience",
        paramLabel = "URI",
        required = true,
        description = "Whom it is for: the `uri` of a resource in `sts.resources`.")
    private String audience = "";

    @Option(
        names = "--algorithm",
        paramLabel = "NAME",
        description = "ES256 or RS256 (default: ES256).")
    private Optional<String> algorithm = Optional.empty();

    @Option(
        names = "--expires",
        paramLabel = "TIME",
        description = "How long it lives, such as 5m (default: 10m).")
    private Optional<String> expires = Optional.empty();

    private final Surroundings surroundings;

    Issue(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      output.requireFree(surroundings);
      var body = Json.object().put("owner", owner).put("audience", audience);
      algorithm.ifPresent(name -> body.put("algorithm", name));
      expires.map(Expiry::of).ifPresent(life -> body.put("lifetime", life.toSeconds()));
      var answer = instance.client(surroundings).post(PATH, body);
      output.secret(
          surroundings, help.json() ? Json.pretty(answer) : Json.text(answer, "assertion"));
      return Exit.OK.code();
    }
  }
}
