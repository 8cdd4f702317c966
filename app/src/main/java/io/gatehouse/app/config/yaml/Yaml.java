package io.gatehouse.app.config.yaml;

import io.gatehouse.identity.SourcePosition;
import java.util.List;
import java.util.Set;

/** A value as it was written, with its place. */
public sealed interface Yaml {
  SourcePosition at();

  /** What a person would call it in a message. */
  String kind();

  /**
   * @param plain written without quotes
   * @param content where the first character of the value stands, behind a quote or block sign
   */
  record Text(String value, boolean plain, SourcePosition at, SourcePosition content)
      implements Yaml {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    /** YAML 1.2 core schema: nothing, or a word for nothing. */
    public boolean isNothing() {
      return plain && NULLS.contains(value);
    }

    @Override
    public String kind() {
      return isNothing() ? "nothing" : "a single value";
    }
  }

  record Sequence(List<Yaml> items, SourcePosition at) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  record Mapping(List<Entry> entries, SourcePosition at) implements Yaml {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  record Entry(Text key, Yaml value) {}
}
