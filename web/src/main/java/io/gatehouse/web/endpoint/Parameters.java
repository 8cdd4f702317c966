package io.gatehouse.web.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Named values of a form or a query, decoded, each name once unless it may repeat. */
public final class Parameters {
  /** More names than any form of the product has; a flood of them is refused. */
  static final int MOST = 100;

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  static ParametersReading read(String encoded, Set<String> repeatable) {
    var values = new LinkedHashMap<String, List<String>>();
    int count = 0;
    for (String pair : encoded.isEmpty() ? new String[0] : encoded.split("&", -1)) {
      if (++count > MOST) {
        return new ParametersReading.Refused(400, "There are too many parameters.");
      }
      int equals = pair.indexOf('=');
      var name = FormText.decode(equals < 0 ? pair : pair.substring(0, equals));
      var value = FormText.decode(equals < 0 ? "" : pair.substring(equals + 1));
      if (name.isEmpty() || value.isEmpty()) {
        return new ParametersReading.Refused(400, "A parameter is not valid UTF-8 form encoding.");
      }
      var known = values.computeIfAbsent(name.get(), key -> new ArrayList<>(1));
      known.add(value.get());
      if (known.size() > 1 && !repeatable.contains(name.get())) {
        return new ParametersReading.Refused(400, "A parameter is given more than once.");
      }
    }
    return new ParametersReading.Read(new Parameters(values));
  }

  /** What is read where nothing was sent. */
  public static ParametersReading none() {
    return new ParametersReading.Read(new Parameters(Map.of()));
  }

  /** The value as sent; may be empty text. */
  public Optional<String> value(String name) {
    return all(name).stream().findFirst();
  }

  /** The value; empty text counts as left out (RFC 6749 §3.1). */
  public Optional<String> given(String name) {
    return value(name).filter(text -> !text.isEmpty());
  }

  /** Every value of a name that may repeat, in the order sent. */
  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /** The names that were sent, in order. */
  public Set<String> names() {
    return Set.copyOf(values.keySet());
  }
}
