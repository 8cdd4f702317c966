package io.gatehouse.app.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What README tells a newcomer to type and to write.
 *
 * @param steps the commands of its console blocks, in order
 * @param configuration its example of a configuration file
 */
record Readme(List<Step> steps, String configuration) {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  static Readme ofTheProject() {
    return in("README.md");
  }

  /** A file of the project that shows commands the way README does. */
  static Readme in(String file) {
    try {
      return of(Files.readString(Shell.projectRoot().resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Readme of(String text) {
    var steps = new ArrayList<Step>();
    var configuration = new StringBuilder();
    BLOCK
        .matcher(text)
        .results()
        .forEach(block -> {
          switch (block.group(1)) {
            case "console" -> steps.addAll(stepsOf(block.group(2)));
            case "yaml" -> configuration.append(block.group(2));
            default -> throw new AssertionError("a block that no test reads: " + block.group(1));
          }
        });
    return new Readme(List.copyOf(steps), configuration.toString());
  }

  private static List<Step> stepsOf(String block) {
    return Pattern.compile("^\\$ ", Pattern.MULTILINE)
        .splitAsStream(block)
        .filter(step -> !step.isBlank())
        .map(step -> step.split("\n", 2))
        .map(parts -> new Step(parts[0].strip(), parts.length == 1 ? "" : parts[1].strip()))
        .toList();
  }

  Step step(String command) {
    return steps.stream()
        .filter(step -> step.command().equals(command))
        .findFirst()
        .orElseThrow(() -> new AssertionError("README lacks: " + command));
  }

  /**
   * A command and what it answers.
   *
   * @param answer with {@code …} for what changes
   */
  record Step(String command, String answer) {
    boolean isAnsweredBy(String said) {
      var pieces = answer.split("…", -1);
      var rest = said.strip();
      if (pieces.length == 1) {
        return rest.equals(answer);
      }
      if (!rest.startsWith(pieces[0]) || !rest.endsWith(pieces[pieces.length - 1])) {
        return false;
      }
      var at = 0;
      for (var piece : pieces) {
        at = rest.indexOf(piece, at);
        if (at < 0) {
          return false;
        }
        at += piece.length();
      }
      return true;
    }
  }
}
