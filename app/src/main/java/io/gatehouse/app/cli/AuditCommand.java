package io.gatehouse.app.cli;

import io.gatehouse.sts.audit.AuditVerifier;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse audit verify|export}. */
final class AuditCommand {
  private static final String PATH = "/admin/v1/audit";

  private AuditCommand() {}

  static CommandLine tree(Surroundings surroundings) {
    return CommandGroup.of("The audit log: who did what.")
        .addSubcommand("verify", new Verify(surroundings))
        .addSubcommand("export", new Export(surroundings));
  }

  @Command(
      description =
          "Walk the chain of hashes and name the first line that was changed, added or taken out."
              + " It ends with 3 when there is one.")
  static final class Verify implements Callable<Integer> {
    @Mixin private final Help help = new Help();
    @Mixin private final Instance instance = new Instance();

    @Parameters(
        paramLabel = "FOLDER",
        arity = "0..1",
        description = "A copy of the log, instead of a running instance.")
    private Optional<Path> folder = Optional.empty();

    private final Surroundings surroundings;

    Verify(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      var answer =
          folder
              .map(path -> here(surroundings.folder().resolve(path)))
              .orElseGet(() -> instance.client(surroundings).get(PATH + "/verification"));
      surroundings.out().println(help.json() ? Json.pretty(answer) : sentence(answer));
      return (answer.path("intact").booleanValue() ? Exit.OK : Exit.REFUSED).code();
    }

    private static JsonNode here(Path path) {
      if (!Files.isDirectory(path)) {
        throw Stop.badInput(path + " is no folder.");
      }
      try {
        return switch (AuditVerifier.verify(path)) {
          case AuditVerifier.Verdict.Intact(var records, var gaps) ->
              Json.object().put("intact", true).put("records", records).put("gaps", gaps);
          case AuditVerifier.Verdict.Broken(var file, var line, var reason) ->
              Json.object()
                  .put("intact", false)
                  .put("file", String.valueOf(file.getFileName()))
                  .put("line", line)
                  .put("reason", reason);
        };
      } catch (UncheckedIOException unreadable) {
        throw Stop.badInput(path + " cannot be read: " + unreadable.getMessage());
      }
    }

    private static String sentence(JsonNode answer) {
      if (answer.path("intact").booleanValue()) {
        var gaps = answer.path("gaps").longValue();
        return answer.path("records").longValue()
            + " records, the chain is whole."
            + (gaps == 0 ? "" : " " + gaps + " of them mark a crash or a failed disk.");
      }
      return "Broken at line %d of %s: %s."
          .formatted(
              answer.path("line").longValue(),
              Json.text(answer, "file"),
              Json.text(answer, "reason"));
    }
  }

  @Command(description = "Print records as they stand, one JSON object on a line.")
  static final class Export implements Callable<Integer> {
    @Mixin private final Help help = new Help();
    @Mixin private final Instance instance = new Instance();
    @Mixin private final Output output = new Output();

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "The first moment, such as 2027-01-31T00:00:00Z (default: the beginning).")
    private Optional<String> from = Optional.empty();

    @Option(
        names = "--to",
        paramLabel = "TIME",
        description = "The moment after the last (default: the end).")
    private Optional<String> to = Optional.empty();

    private final Surroundings surroundings;

    Export(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      output.requireFree(surroundings);
      var range = parameter("from", from) + parameter("to", to);
      var client = instance.client(surroundings);
      var text = new StringBuilder();
      var next = Optional.of("");
      while (next.isPresent()) {
        var after = next.get().isEmpty() ? "" : "&after=" + AdminClient.segment(next.get());
        var page = client.get(PATH + "/records?limit=500" + range + after);
        page.path("items").forEach(line -> text.append(line.stringValue()).append('\n'));
        next = Optional.of(Json.text(page, "next")).filter(place -> !place.isEmpty());
      }
      if (!text.isEmpty()) {
        output.secret(surroundings, text.toString().stripTrailing());
      } else if (!help.json()) {
        surroundings.err().println("No records.");
      }
      return Exit.OK.code();
    }

    private static String parameter(String name, Optional<String> time) {
      try {
        return time.map(Instant::parse).map(at -> "&" + name + "=" + at).orElse("");
      } catch (DateTimeParseException wrong) {
        throw Stop.badInput("--" + name + " must be a time such as 2027-01-31T00:00:00Z.");
      }
    }
  }
}
