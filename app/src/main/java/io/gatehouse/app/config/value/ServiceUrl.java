package io.gatehouse.app.config.value;

import java.net.URI;
import java.util.Set;

/** Where a service listens: scheme, host and port, nothing else. */
public record ServiceUrl(URI uri) {
  public static final String FORM = "https?://[^ ?#/]+/?";
  public static final String WORDS = "an address such as http://10.0.0.5:8080";

  public static Parsed<ServiceUrl> parse(String text) {
    return Urls.parse(text, Set.of("http", "https"), WORDS)
        .then(uri ->
            Urls.isBareOrigin(uri)
                ? Parsed.good(new ServiceUrl(uri))
                : Parsed.bad("An endpoint has no path; the request's own path is sent."));
  }
}
