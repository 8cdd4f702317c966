package io.gatehouse.identity;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Scope lists by RFC 6749 §3.3. */
public final class Scopes {
  private static final Pattern TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  private Scopes() {}

  /** Splits at single spaces; empty when the text is not a scope list or names a scope twice. */
  public static Optional<Set<String>> parse(String text) {
    var tokens = List.of(text.split(" ", -1));
    var scopes = new LinkedHashSet<>(tokens);
    var wellFormed =
        scopes.size() == tokens.size() && tokens.stream().allMatch(t -> TOKEN.matcher(t).matches());
    return wellFormed ? Optional.of(Collections.unmodifiableSet(scopes)) : Optional.empty();
  }

  /** Joins in alphabetical order, so that equal sets print alike. */
  public static String format(Set<String> scopes) {
    return String.join(" ", new TreeSet<>(scopes));
  }
}
