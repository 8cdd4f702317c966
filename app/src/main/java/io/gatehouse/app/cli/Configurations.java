package io.gatehouse.app.cli;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.load.ConfigurationReader.Outcome;
import io.gatehouse.app.config.yaml.Flaw;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A configuration file as commands report on it. */
final class Configurations {
  private Configurations() {}

  /** The configuration; a broken file ends the command with everything that is wrong. */
  static Configuration accepted(Surroundings surroundings, Path file) {
    return switch (surroundings.configurations().read(file)) {
      case Outcome.Accepted accepted -> {
        accepted.warnings().forEach(flaw -> surroundings.err().println("warning: " + flaw));
        yield accepted.configuration();
      }
      case Outcome.Refused refused -> throw Stop.badInput(lines(refused.flaws()));
    };
  }

  /** One line for each, and how many there are. */
  static String lines(List<Flaw> flaws) {
    var count = flaws.size() == 1 ? "1 problem" : flaws.size() + " problems";
    return flaws.stream().map(Flaw::toString).collect(Collectors.joining("\n"))
        + "\n"
        + count
        + "; nothing was changed.";
  }

  static ObjectNode json(Outcome outcome) {
    var json = Json.object();
    switch (outcome) {
      case Outcome.Accepted accepted -> {
        json.put("valid", true);
        json.putArray("problems");
        add(json.putArray("warnings"), accepted.warnings());
      }
      case Outcome.Refused refused -> {
        json.put("valid", false);
        add(json.putArray("problems"), refused.flaws());
        json.putArray("warnings");
      }
    }
    return json;
  }

  private static void add(ArrayNode array, List<Flaw> flaws) {
    for (var flaw : flaws) {
      var entry = array.addObject();
      entry.put("file", flaw.at().file());
      entry.put("line", flaw.at().line());
      entry.put("column", flaw.at().column());
      entry.put("path", flaw.path());
      entry.put("message", flaw.message());
      flaw.suggestion().ifPresent(text -> entry.put("suggestion", text));
    }
  }
}
