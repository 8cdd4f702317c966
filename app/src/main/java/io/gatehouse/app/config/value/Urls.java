package io.gatehouse.app.config.value;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** What every URL in a configuration file must be. */
final class Urls {
  private Urls() {}

  /** Absolute, of one of the schemes, with a host, and without user, fragment or query. */
  static Parsed<URI> parse(String text, Set<String> schemes, String words) {
    try {
      var uri = new URI(text);
      return flaw(uri, schemes)
          .<Parsed<URI>>map(flaw -> Parsed.bad("Expected " + words + "; " + flaw + "."))
          .orElseGet(() -> Parsed.good(uri));
    } catch (URISyntaxException broken) {
      return Parsed.bad("Expected " + words + "; this is not a URL.");
    }
  }

  private static Optional<String> flaw(URI uri, Set<String> schemes) {
    if (uri.getScheme() == null || !schemes.contains(uri.getScheme())) {
      return Optional.of(
          "the scheme must be " + String.join(" or ", schemes.stream().sorted().toList()));
    }
    if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
      return Optional.of("host or port are missing or malformed");
    }
    if (uri.getRawUserInfo() != null) {
      return Optional.of("a name or password has no place in it");
    }
    return uri.getRawQuery() != null || uri.getRawFragment() != null
        ? Optional.of("a query or fragment has no place in it")
        : Optional.empty();
  }

  static boolean isLoopback(URI uri) {
    var host = uri.getHost();
    return host != null && ListenAddress.isLoopback(host.replace("[", "").replace("]", ""));
  }

  static boolean isBareOrigin(URI uri) {
    return uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
  }
}
