package io.gatehouse.app.config.value;

import java.util.Locale;
import java.util.regex.Pattern;

/** A host that a route is for: {@code api.example.com}, without port. */
public record HostName(String name) {
  public static final String FORM = "[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*";
  public static final String WORDS = "a host name such as api.example.com";

  private static final Pattern HOST = Pattern.compile(FORM);

  public static Parsed<HostName> parse(String text) {
    return HOST.matcher(text).matches()
        ? Parsed.good(new HostName(text.toLowerCase(Locale.ROOT)))
        : Parsed.bad("Expected " + WORDS + ", without scheme and port.");
  }
}
