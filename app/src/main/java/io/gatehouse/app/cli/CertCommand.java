package io.gatehouse.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse cert issue|list|revoke}. */
final class CertCommand {
  private static final String PATH = "/admin/v1/certificates";
  private static final List<String> COLUMNS =
      List.of("id", "owner", "scopes", "expires_at", "last_used_at", "state", "label");

  private CertCommand() {}

  static CommandLine tree(Surroundings surroundings) {
    return CommandGroup.of("Client certificates by the node's own authority.")
        .addSubcommand("issue", new Issue(surroundings))
        .addSubcommand(
            "list", new IssuedCommands.Listing(surroundings, List.of(PATH + "?"), COLUMNS))
        .addSubcommand("revoke", new IssuedCommands.Revoking(surroundings, PATH));
  }

  @Command(
      description =
          "Issue a client certificate: for the key of a signing request, or with a new key that is"
              + " shown once.")
  static final class Issue implements Callable<Integer> {
    @Mixin private final Help help = new Help();
    @Mixin private final Instance instance = new Instance();
    @Mixin private final CreateKey terms = new CreateKey();

    @Option(
        names = "--csr",
        paramLabel = "FILE",
        description =
            "A signing request (PKCS#10, PEM): its key is certified, nothing else in it counts.")
    private Optional<Path> request = Optional.empty();

    @Option(
        names = "--renew",
        description =
            "Certify the request's key once more: otherwise one that has a live certificate is"
                + " refused, because the request may have been copied.")
    private boolean renew;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description =
            "Write the certificate to this new file, and a new key beside it with the ending .key;"
                + " both of mode 0600.")
    private Optional<Path> file = Optional.empty();

    private final Surroundings surroundings;

    Issue(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      var target = file.map(path -> surroundings.folder().resolve(path));
      target.ifPresent(this::requireFree);
      var body = terms.body(surroundings.clock());
      request.ifPresent(path -> body.put("csr", text(surroundings.folder().resolve(path))));
      if (renew) {
        body.put("renew", true);
      }
      var issued = instance.client(surroundings).post(PATH, body);
      target.ifPresentOrElse(path -> store(path, issued), () -> print(issued));
      if (!help.json()) {
        surroundings.err().println(summary(issued));
      }
      return Exit.OK.code();
    }

    private void requireFree(Path path) {
      Output.requireFree(path);
      if (request.isEmpty()) {
        Output.requireFree(keyFile(path));
      }
    }

    private static Path keyFile(Path certificate) {
      var name = String.valueOf(certificate.getFileName());
      var dot = name.lastIndexOf('.');
      return certificate.resolveSibling((dot < 1 ? name : name.substring(0, dot)) + ".key");
    }

    private static String text(Path request) {
      try {
        return Files.readString(request);
      } catch (IOException unreadable) {
        throw Stop.badInput(request + " cannot be read.");
      }
    }

    /** The key first: a certificate without its key would be of no use to anybody. */
    private void store(Path path, JsonNode issued) {
      var key = Json.text(issued, "key");
      if (!key.isEmpty()) {
        Output.write(keyFile(path), key);
        surroundings.err().println("Key written to " + keyFile(path) + ".");
      }
      Output.write(path, Json.text(issued, "certificate"));
      surroundings.err().println("Certificate written to " + path + ".");
    }

    private void print(JsonNode issued) {
      surroundings
          .out()
          .println(
              help.json()
                  ? Json.pretty(issued)
                  : (Json.text(issued, "certificate") + Json.text(issued, "key")).stripTrailing());
    }

    private static String summary(JsonNode issued) {
      var secret = Json.text(issued, "key").isEmpty() ? "" : " Its key is not shown again.";
      return Json.text(issued, "id")
          + " works until "
          + Json.text(issued, "expires_at")
          + "."
          + secret;
    }
  }
}
