package io.gatehouse.tokens.jwt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The usable public keys of one issuer by their {@code kid}. Immutable. */
public final class KeySet implements ParsedKeySet {
  /** More keys than this are not a key set but an attack on memory. */
  private static final int MOST_KEYS = 100;

  private final Map<String, JwsKey> keys;
  private final List<String> warnings;

  private KeySet(Map<String, JwsKey> keys, List<String> warnings) {
    this.keys = Map.copyOf(keys);
    this.warnings = List.copyOf(warnings);
  }

  /** Keys of this process; of those with one kid none is kept. */
  public static KeySet of(Collection<JwsKey> keys) {
    return of(keys, new ArrayList<>());
  }

  private static KeySet of(Collection<JwsKey> keys, List<String> warnings) {
    Map<String, List<JwsKey>> byKid = new LinkedHashMap<>();
    keys.forEach(key -> byKid.computeIfAbsent(key.kid(), kid -> new ArrayList<>()).add(key));
    Map<String, JwsKey> unique = new LinkedHashMap<>();
    byKid.forEach((kid, same) -> {
      // RFC 7517 §4.5: kids are distinct. Which of two was meant is nobody's guess.
      if (same.size() == 1) {
        unique.put(kid, same.getFirst());
      } else {
        warnings.add("key " + printable(kid) + " left out: its kid stands there twice");
      }
    });
    return new KeySet(unique, warnings);
  }

  /**
   * Reads a JWK Set document (RFC 7517 §5). Keys that cannot be used are left out with a warning.
   *
   * @param rsaAlgorithm what an RSA key without {@code alg} is for
   */
  public static ParsedKeySet parse(byte[] document, JwsAlgorithm rsaAlgorithm, Jca jca) {
    return switch (Json.parse(document)) {
      case Json.Members set
          when set.get("keys").orElse(new Json.Nothing()) instanceof Json.Items(var entries) ->
          entries.size() <= MOST_KEYS
              ? read(entries, new JwkReader(rsaAlgorithm, jca))
              : new Malformed("more than " + MOST_KEYS + " keys");
      case Json other -> new Malformed("no member keys");
      case ParsedJson.Malformed malformed -> new Malformed(malformed.reason());
    };
  }

  private static KeySet read(List<Json> entries, JwkReader reader) {
    List<JwsKey> usable = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (var entry : entries) {
      var jwk = entry instanceof Json.Members members ? members : new Json.Members(Map.of());
      switch (reader.read(jwk)) {
        case JwkReader.Usable(var key) -> usable.add(key);
        case JwkReader.LeftOut(var reason) ->
            warnings.add("key " + printable(jwk.text("kid").orElse("")) + " left out: " + reason);
      }
    }
    return of(usable, warnings);
  }

  public Optional<JwsKey> find(String kid) {
    return Optional.ofNullable(keys.get(kid));
  }

  /** The only key of an algorithm, for the rare issuer that names none in its tokens. */
  Optional<JwsKey> only(JwsAlgorithm algorithm) {
    var fitting = keys.values().stream().filter(key -> key.algorithm() == algorithm).toList();
    return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
  }

  public Collection<JwsKey> keys() {
    return keys.values();
  }

  /** What was left out and why, for the operator's log. */
  public List<String> warnings() {
    return warnings;
  }

  private static String printable(String kid) {
    var shown = kid.replaceAll("[^\\x20-\\x7e]", "?");
    return shown.length() <= 64 ? shown : shown.substring(0, 64);
  }
}
