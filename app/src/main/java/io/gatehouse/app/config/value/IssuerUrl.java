package io.gatehouse.app.config.value;

import java.net.URI;
import java.util.Set;

/** An issuer's identifier, byte for byte as it stands in {@code iss} (OIDC Discovery §3). */
public record IssuerUrl(URI uri) {
  public static final String FORM = "https?://[^ ?#]+";
  public static final String WORDS = "an issuer URL such as https://sts.example.com";

  public static Parsed<IssuerUrl> parse(String text) {
    return Urls.parse(text, Set.of("https", "http"), WORDS)
        .then(uri ->
            uri.getScheme().equals("https") || Urls.isLoopback(uri)
                ? Parsed.good(new IssuerUrl(uri))
                : Parsed.bad("An issuer is reached over https; http only on this machine."));
  }

  public String value() {
    return uri.toString();
  }
}
