package io.gatehouse.sts.oauth;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the application asks the person to be asked (OpenID Connect Core §3.1.2.1). */
public enum Prompt {
  NONE,
  LOGIN,
  CONSENT,
  SELECT_ACCOUNT;

  /** Reads a list; empty when a word is unknown, repeated, or {@code none} has company. */
  public static Optional<Set<Prompt>> parse(String text) {
    var prompts = EnumSet.noneOf(Prompt.class);
    for (String word : text.split(" ", -1)) {
      var prompt = named(word);
      if (prompt.isEmpty() || !prompts.add(prompt.get())) {
        return Optional.empty();
      }
    }
    boolean alone = !prompts.contains(NONE) || prompts.size() == 1;
    return alone ? Optional.of(Collections.unmodifiableSet(prompts)) : Optional.empty();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Optional<Prompt> named(String word) {
    for (Prompt prompt : values()) {
      if (prompt.word().equals(word)) {
        return Optional.of(prompt);
      }
    }
    return Optional.empty();
  }
}
