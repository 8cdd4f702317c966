package io.gatehouse.app.config.value;

import java.util.regex.Pattern;

/** A distinguished name (RFC 4514) as it was written; the directory's own code parses it fully. */
public record Dn(String text) {
  public static final String FORM = "[A-Za-z0-9.-]+ *=.+";
  public static final String WORDS = "a distinguished name such as dc=example,dc=com";

  private static final Pattern DN = Pattern.compile(FORM);

  public static Parsed<Dn> parse(String text) {
    return DN.matcher(text).matches()
        ? Parsed.good(new Dn(text))
        : Parsed.bad("Expected " + WORDS + ".");
  }

  @Override
  public String toString() {
    return text;
  }
}
