package io.gatehouse.signing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The ordered parameters of an item or inner list (RFC 9651 §3.1.2). */
public record Parameters(Map<String, BareItem> values) {
  public static final Parameters NONE = new Parameters(Map.of());

  public Parameters {
    values.keySet().forEach(key -> Syntax.require(Syntax.isKey(key), "not a key"));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public static Parameters of(String key, BareItem value) {
    return new Parameters(Map.of(key, value));
  }

  public Optional<BareItem> find(String key) {
    return Optional.ofNullable(values.get(key));
  }
}
