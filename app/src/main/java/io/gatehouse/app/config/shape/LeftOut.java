package io.gatehouse.app.config.shape;

import io.gatehouse.app.config.shape.Complaints.Slot;
import io.gatehouse.app.config.shape.Shape.Field;
import io.gatehouse.app.config.shape.Shape.Presence;
import io.gatehouse.app.config.yaml.Yaml;
import io.gatehouse.app.config.yaml.YamlReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values of keys that are not in the file. */
final class LeftOut {
  private final Binder.Bind bind;
  private final Complaints complaints;

  LeftOut(Binder.Bind bind, Complaints complaints) {
    this.bind = bind;
    this.complaints = complaints;
  }

  /** Complains when the key must be there. */
  Optional<Object> value(Field field, Slot self) {
    if (field.presence() == Presence.NEEDED) {
      var missing = "`" + field.key() + "` is missing: " + lowerFirst(field.says().means());
      complaints.at(self, missing, example(field));
      return insteadOfFlawed(field, self);
    }
    return insteadOfFlawed(field, self);
  }

  static String lowerFirst(String sentence) {
    var first = sentence.substring(0, 1).toLowerCase(Locale.ROOT);
    var rest = sentence.substring(1);
    return Character.isUpperCase(rest.charAt(0)) ? sentence : first + rest;
  }

  private static Optional<String> example(Field field) {
    var example = field.says().example();
    return example.isEmpty()
        ? Optional.empty()
        : Optional.of("For example `" + field.key() + ": " + example + "`.");
  }

  /** The flaw was told already; the check goes on as if the key were left out. */
  Optional<Object> insteadOfFlawed(Field field, Slot self) {
    return switch (field.presence()) {
      case NEEDED, EMPTY_WHEN_LEFT_OUT -> empty(field);
      case HAS_VALUE_WHEN_LEFT_OUT -> otherwise(field, self);
    };
  }

  private static Optional<Object> empty(Field field) {
    if (field.optional()) {
      return Optional.of(Optional.empty());
    }
    return switch (field.shape()) {
      case Shape.Items items -> Optional.of(items.distinct() ? Set.of() : List.of());
      case Shape.Entries _ -> Optional.of(Map.of());
      case Shape.Single _, Shape.Word _, Shape.Fields _, Shape.Kinds _ -> Optional.empty();
    };
  }

  private Optional<Object> otherwise(Field field, Slot self) {
    var reading = new YamlReader(self.yaml().at().file()).read(field.says().otherwise());
    return switch (reading) {
      case YamlReader.Reading.Read read -> bind.apply(field.shape(), place(field, self, read));
      case YamlReader.Reading.Unreadable bad -> throw new IllegalStateException(bad.toString());
    };
  }

  private static Slot place(Field field, Slot self, YamlReader.Reading.Read read) {
    var name = new Yaml.Text(field.key(), true, self.yaml().at(), self.yaml().at());
    return self.below(name, moved(read.yaml(), self.yaml()));
  }

  // A value that nobody wrote is reported where it could be written: at the mapping around it.
  private static Yaml moved(Yaml yaml, Yaml around) {
    return switch (yaml) {
      case Yaml.Text text -> new Yaml.Text(text.value(), text.plain(), around.at(), around.at());
      case Yaml.Sequence list ->
          new Yaml.Sequence(
              list.items().stream().map(item -> moved(item, around)).toList(), around.at());
      case Yaml.Mapping map ->
          new Yaml.Mapping(
              map.entries().stream()
                  .map(entry -> new Yaml.Entry(entry.key(), moved(entry.value(), around)))
                  .toList(),
              around.at());
    };
  }
}
