package io.gatehouse.app.config.shape;

import io.gatehouse.app.config.yaml.Flaw;
import io.gatehouse.app.config.yaml.Yaml;
import io.gatehouse.identity.SourcePosition;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Collects every flaw, each at the place where the value that is wrong was written. */
public final class Complaints {
  private final List<Flaw> flaws = new ArrayList<>();
  private final List<Flaw> warnings = new ArrayList<>();
  // By identity: two routes may be equal and stand on different lines.
  private final IdentityHashMap<Record, Written> places = new IdentityHashMap<>();
  private final SourcePosition start;

  /** Where a record and its keys were written. */
  record Written(Slot self, Map<String, Slot> keys) {}

  /**
   * A value and its path.
   *
   * @param key where its key stands, which may be a line above it
   */
  record Slot(String path, Yaml yaml, SourcePosition key) {
    Slot below(Yaml.Text name, Yaml value) {
      var key = name.value();
      return new Slot(path.isEmpty() ? key : path + "." + key, value, name.at());
    }

    Slot item(int index, Yaml value) {
      return new Slot(path + "[" + index + "]", value, value.at());
    }
  }

  Complaints(SourcePosition start) {
    this.start = start;
  }

  void remember(Record holder, Written written) {
    places.put(holder, written);
  }

  /** True when the key stands in the file, rather than being left out. */
  public boolean isWritten(Record holder, String key) {
    return written(holder).filter(place -> place.keys().containsKey(key)).isPresent();
  }

  /** Refuses the value of a key, or the mapping when the key was left out. */
  public void about(Record holder, String key, String message) {
    flaws.add(flaw(holder, key, message, Optional.empty()));
  }

  public void about(Record holder, String key, String message, String suggestion) {
    flaws.add(flaw(holder, key, message, Optional.of(suggestion)));
  }

  /** Refuses a name that nothing in the file has. */
  public void unknown(Record holder, String key, String thing, Set<String> known) {
    slot(holder, key)
        .ifPresent(slot -> {
          var name = slot.yaml() instanceof Yaml.Text text ? text.value() : key;
          at(slot, Names.nothing(thing, name), Names.hint(name, new TreeSet<>(known)));
        });
  }

  /** Works, and should be seen. */
  public void warn(Record holder, String key, String message) {
    warnings.add(flaw(holder, key, message, Optional.empty()));
  }

  /** Refuses a value whose own place is known. */
  public void at(SourcePosition at, String path, String message) {
    flaws.add(new Flaw(at, path, message, Optional.empty()));
  }

  /** The path of a key as it is written in the file. */
  public String path(Record holder, String key) {
    return slot(holder, key).map(Slot::path).orElse(key);
  }

  void at(Slot slot, String message, Optional<String> suggestion) {
    flaws.add(new Flaw(slot.yaml().at(), slot.path(), message, suggestion));
  }

  void atKey(Slot slot, String message, Optional<String> suggestion) {
    flaws.add(new Flaw(slot.key(), slot.path(), message, suggestion));
  }

  /** Where the value of a key was written, or else its mapping. */
  public SourcePosition place(Record holder, String key) {
    return slot(holder, key).map(slot -> slot.yaml().at()).orElse(start);
  }

  private Flaw flaw(Record holder, String key, String message, Optional<String> suggestion) {
    return new Flaw(place(holder, key), path(holder, key), message, suggestion);
  }

  private Optional<Slot> slot(Record holder, String key) {
    return written(holder)
        .map(place -> Optional.ofNullable(place.keys().get(key)).orElse(place.self()));
  }

  private Optional<Written> written(Record holder) {
    return Optional.ofNullable(places.get(holder));
  }

  public List<Flaw> flaws() {
    return flaws.stream().distinct().sorted(Flaw.IN_ORDER).toList();
  }

  public List<Flaw> warnings() {
    return warnings.stream().distinct().sorted(Flaw.IN_ORDER).toList();
  }
}
