package io.gatehouse.app.config.value;

import java.util.Locale;
import java.util.regex.Pattern;

/** A relational store by its JDBC URL. */
public record StoreUrl(String value) {
  public static final String FORM = "jdbc:postgresql://[^ ]+";
  public static final String WORDS = "a PostgreSQL URL such as jdbc:postgresql://db/gatehouse";

  private static final Pattern STORE = Pattern.compile(FORM);
  private static final Pattern SECRET = Pattern.compile("[?&](password|sslpassword)=|//[^/]*@");

  public static Parsed<StoreUrl> parse(String text) {
    if (!STORE.matcher(text).matches()) {
      return Parsed.bad("Expected " + WORDS + "; left out, the store is embedded.");
    }
    return SECRET.matcher(text.toLowerCase(Locale.ROOT)).find()
        ? Parsed.bad("A password has no place in the URL.")
        : Parsed.good(new StoreUrl(text));
  }
}
