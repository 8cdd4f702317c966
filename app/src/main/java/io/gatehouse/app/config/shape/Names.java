package io.gatehouse.app.config.shape;

import io.gatehouse.app.config.shape.Complaints.Slot;
import io.gatehouse.app.config.yaml.Yaml;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks that a name which refers to another part of the file has something to refer to. */
record Names(Yaml root, Complaints complaints) {

  void check(Shape.Field field, Slot slot) {
    field.names().ifPresent(target -> each(slot, target, field.also()));
  }

  private void each(Slot slot, String target, Set<String> also) {
    switch (slot.yaml()) {
      case Yaml.Text text -> one(slot, text.value(), target, also);
      case Yaml.Sequence list -> {
        for (var i = 0; i < list.items().size(); i++) {
          each(slot.item(i, list.items().get(i)), target, also);
        }
      }
      case Yaml.Mapping map ->
          map.entries()
              .forEach(entry -> each(slot.below(entry.key(), entry.value()), target, also));
    }
  }

  private void one(Slot slot, String name, String target, Set<String> also) {
    var known = new TreeSet<>(keys(target));
    known.addAll(also);
    if (!known.contains(name)) {
      complaints.at(slot, nothing(singular(target), name), hint(name, known));
    }
  }

  static String nothing(String thing, String name) {
    return "There is no " + thing + " named `" + name + "`.";
  }

  static Optional<String> hint(String written, Set<String> known) {
    return Nearest.to(written, known)
        .map(word -> "Did you mean `" + word + "`?")
        .or(() ->
            known.isEmpty()
                ? Optional.empty()
                : Optional.of("Known: " + list(new TreeSet<>(known)) + "."));
  }

  static String list(Set<String> words) {
    return String.join(", ", words);
  }

  private static String singular(String target) {
    var last = target.substring(target.lastIndexOf('.') + 1);
    return last.substring(0, last.length() - 1);
  }

  private Set<String> keys(String target) {
    var here = Optional.of(root);
    for (var step : target.split("\\.", -1)) {
      here = here.flatMap(yaml -> value(yaml, step));
    }
    return here.map(Names::keys).orElse(Set.of());
  }

  private static Set<String> keys(Yaml yaml) {
    return yaml instanceof Yaml.Mapping map
        ? map.entries().stream().map(entry -> entry.key().value()).collect(Collectors.toSet())
        : Set.of();
  }

  private static Optional<Yaml> value(Yaml yaml, String key) {
    return yaml instanceof Yaml.Mapping map
        ? map.entries().stream()
            .filter(entry -> entry.key().value().equals(key))
            .map(Yaml.Entry::value)
            .findFirst()
        : Optional.empty();
  }
}
