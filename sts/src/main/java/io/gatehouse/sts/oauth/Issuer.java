package io.gatehouse.sts.oauth;

import java.net.URI;

/** The name of this issuer, as configured and nowhere else: no header of a request changes it. */
public record Issuer(String value) {
  public Issuer {
    var uri = URI.create(value);
    boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null;
    if (!plain || uri.getHost() == null || value.endsWith("/") || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "an issuer is a URL without query, fragment and trailing slash (RFC 8414 §2)");
    }
  }

  /** The path of the URL; empty text when it has none. */
  public String path() {
    return URI.create(value).getRawPath();
  }

  /** The full URL of one of our own paths. */
  public String at(String path) {
    return value + path;
  }
}
