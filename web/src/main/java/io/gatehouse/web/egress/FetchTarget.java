package io.gatehouse.web.egress;

import io.gatehouse.web.path.Authority;
import io.gatehouse.web.path.AuthorityReading;
import java.io.IOException;
import java.net.URI;

/** A URL that can be fetched: scheme, canonical authority, target. */
record FetchTarget(Authority authority, String target) {
  static FetchTarget of(URI url) throws IOException {
    String scheme = String.valueOf(url.getScheme());
    boolean secure = scheme.equalsIgnoreCase("https");
    if (!secure && !scheme.equalsIgnoreCase("http")) {
      throw new IOException("the scheme is not https");
    }
    if (url.getRawUserInfo() != null || url.getRawAuthority() == null) {
      throw new IOException("the URL names no plain host");
    }
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return switch (Authority.read(url.getRawAuthority(), secure)) {
      case AuthorityReading.Canonical canonical ->
          new FetchTarget(canonical.authority(), ascii(path + query));
      case AuthorityReading.Malformed malformed ->
          throw new IOException("the URL names no plain host: " + malformed.reason());
    };
  }

  private static String ascii(String target) throws IOException {
    if (!target.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new IOException("the URL holds characters that must be percent-encoded");
    }
    return target;
  }

  /** Without the brackets of an IPv6 address. */
  String host() {
    String host = authority.host();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
