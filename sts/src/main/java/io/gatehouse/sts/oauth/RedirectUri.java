package io.gatehouse.sts.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a browser is sent with an answer. Compared as text, character by character (RFC 9700
 * §4.1.3); a loopback port is part of it like any other.
 */
public record RedirectUri(String value) {
  private static final int LONGEST = 2048;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Parameters of our own answers: a registered URI that has one could fake an answer. */
  private static final Set<String> RESERVED =
      Set.of(
          "code",
          "state",
          "iss",
          "error",
          "error_description",
          "error_uri",
          "id_token",
          "access_token",
          "response",
          "session_state");

  /** Reads a URI that a client may register or send; empty when it could mislead a browser. */
  public static Optional<RedirectUri> parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST || !text.chars().allMatch(RedirectUri::isPlain)) {
      return Optional.empty();
    }
    try {
      return safe(new URI(text)) ? Optional.of(new RedirectUri(text)) : Optional.empty();
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  private static boolean isPlain(int c) {
    return c > 0x20 && c < 0x7f && "\\<>\"^`{|}*".indexOf(c) < 0;
  }

  private static boolean safe(URI uri) {
    return uri.isAbsolute()
        && uri.getRawFragment() == null
        && uri.getRawUserInfo() == null
        && schemeFits(uri)
        && pathIsPlain(uri)
        && hasNoReserved(uri.getRawQuery());
  }

  private static boolean schemeFits(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "https" -> uri.getHost() != null;
      case "http" -> uri.getHost() != null && LOOPBACK.contains(uri.getHost());
      // RFC 8252 §7.1: a private-use scheme is a reversed domain name, so it has a dot.
      default -> scheme.contains(".") && uri.getRawAuthority() == null && !uri.isOpaque();
    };
  }

  /** A path that two parsers could resolve differently is no place to send a code to. */
  private static boolean pathIsPlain(URI uri) {
    String path = uri.getRawPath().toLowerCase(Locale.ROOT);
    return !path.contains("/..")
        && !path.contains("/./")
        && !path.contains(";")
        && !path.contains("//")
        && !path.contains("%2e")
        && !path.contains("%2f")
        && !path.contains("%5c");
  }

  private static boolean hasNoReserved(String query) {
    if (query == null) {
      return true;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (name.contains("%") || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }

  /** This URI with the answer's parameters added to its query (RFC 6749 §4.1.2). */
  public URI with(Map<String, String> parameters) {
    var text = new StringBuilder(value);
    char separator = value.indexOf('?') < 0 ? '?' : '&';
    for (var parameter : parameters.entrySet()) {
      text.append(separator).append(encode(parameter.getKey()));
      text.append('=').append(encode(parameter.getValue()));
      separator = '&';
    }
    return URI.create(text.toString());
  }

  /** The source that a content security policy must name for a browser to go there after a post. */
  public String policySource() {
    var uri = URI.create(value);
    return uri.getRawAuthority() == null
        ? uri.getScheme() + ":"
        : uri.getScheme() + "://" + uri.getRawAuthority();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
