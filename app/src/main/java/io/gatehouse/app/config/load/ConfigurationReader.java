package io.gatehouse.app.config.load;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.shape.Binder;
import io.gatehouse.app.config.shape.Shapes;
import io.gatehouse.app.config.value.FileReferences;
import io.gatehouse.app.config.yaml.Flaw;
import io.gatehouse.app.config.yaml.Yaml;
import io.gatehouse.app.config.yaml.YamlReader;
import io.gatehouse.app.config.yaml.YamlReader.Reading;
import io.gatehouse.identity.SourcePosition;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a configuration file: a whole configuration, or everything that is wrong with the file. */
public final class ConfigurationReader {
  private final String user;
  private final Function<String, Optional<String>> environment;
  private final List<Rule> rules;

  /**
   * @param user who runs the process, and must own the files with secrets
   * @param environment looks up a variable
   * @param further rules beside those of this package, such as the compilation of policies
   */
  public ConfigurationReader(
      String user, Function<String, Optional<String>> environment, List<Rule> further) {
    this.user = user;
    this.environment = environment;
    this.rules = new ArrayList<>(WholeFileRules.ALL);
    rules.addAll(further);
  }

  /** The outcome of reading. */
  public sealed interface Outcome {
    /**
     * @param warnings what works and should be seen
     */
    record Accepted(Configuration configuration, List<Flaw> warnings) implements Outcome {}

    /**
     * @param flaws all of them, in the order of the file
     */
    record Refused(List<Flaw> flaws) implements Outcome {}
  }

  public Outcome read(Path file) {
    try {
      return read(file, Files.readString(file));
    } catch (CharacterCodingException notText) {
      return refused(file, "The file is not UTF-8 text.");
    } catch (IOException unreadable) {
      return refused(file, Files.exists(file) ? "It cannot be read." : "There is no such file.");
    }
  }

  private static Outcome refused(Path file, String message) {
    var start = new SourcePosition(file.toString(), 1, 1);
    return new Outcome.Refused(List.of(new Flaw(start, "", message, Optional.empty())));
  }

  /**
   * @param file gives messages their name and references their folder; it is not read
   */
  public Outcome read(Path file, String text) {
    return switch (new YamlReader(file.toString()).read(text)) {
      case Reading.Unreadable unreadable -> new Outcome.Refused(unreadable.flaws());
      case Reading.Read read -> judge(file, read.yaml());
    };
  }

  private Outcome judge(Path file, Yaml root) {
    var folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    var scalars = ConfigurationScalars.of(new FileReferences(folder, user, environment));
    var bound = Binder.bind(Configuration.class, root, new Shapes(scalars));
    var complaints = bound.complaints();
    bound.value().ifPresent(value -> rules.forEach(rule -> rule.check(value, complaints)));
    return complaints.flaws().isEmpty()
        ? new Outcome.Accepted(bound.value().orElseThrow(), complaints.warnings())
        : new Outcome.Refused(complaints.flaws());
  }
}
