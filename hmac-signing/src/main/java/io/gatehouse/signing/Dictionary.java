package io.gatehouse.signing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An ordered dictionary (RFC 9651 §3.2). */
public record Dictionary(Map<String, Member> members) {
  public Dictionary {
    members.keySet().forEach(key -> Syntax.require(Syntax.isKey(key), "not a key"));
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  public Optional<Member> find(String key) {
    return Optional.ofNullable(members.get(key));
  }
}
