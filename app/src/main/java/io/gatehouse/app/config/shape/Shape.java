package io.gatehouse.app.config.shape;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a value may look like. */
public sealed interface Shape {
  record Single(Scalar<?> scalar) implements Shape {}

  /** One of some words. */
  record Word(Map<String, Enum<?>> words) implements Shape {}

  record Items(Shape item, boolean distinct) implements Shape {}

  record Entries(Shape value, String keys) implements Shape {}

  record Fields(Class<? extends Record> type, String means, List<Field> fields) implements Shape {}

  /** A mapping whose kind one of its keys names. */
  record Kinds(Class<?> type, String means, List<Variant> variants) implements Shape {}

  /**
   * @param key that names the kind; empty for the one that needs no key
   * @param single the key that a single value behind it is for
   */
  record Variant(String key, String single, Fields fields) {}

  /** One key of a mapping. */
  record Field(String key, Shape shape, Presence presence, Key says, boolean optional) {
    Optional<String> names() {
      return says.names().isEmpty() ? Optional.empty() : Optional.of(says.names());
    }

    Set<String> also() {
      return Set.of(says.also());
    }
  }

  /** Whether a key must be there. */
  enum Presence {
    NEEDED,
    EMPTY_WHEN_LEFT_OUT,
    HAS_VALUE_WHEN_LEFT_OUT
  }
}
