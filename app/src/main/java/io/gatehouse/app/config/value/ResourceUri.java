package io.gatehouse.app.config.value;

import java.net.URI;
import java.net.URISyntaxException;

/** A resource indicator (RFC 8707 §2): absolute, without fragment. */
public record ResourceUri(String value) {
  public static final String FORM = "[a-z][a-z0-9+.-]*:[^ #]+";
  public static final String WORDS = "a resource's URI such as https://api.example.com";

  public static Parsed<ResourceUri> parse(String text) {
    try {
      var uri = new URI(text);
      return uri.isAbsolute() && uri.getRawFragment() == null
          ? Parsed.good(new ResourceUri(text))
          : Parsed.bad("Expected " + WORDS + ": absolute and without fragment.");
    } catch (URISyntaxException broken) {
      return Parsed.bad("Expected " + WORDS + "; this is not a URI.");
    }
  }
}
