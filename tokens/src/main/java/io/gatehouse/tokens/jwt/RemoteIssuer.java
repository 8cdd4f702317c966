package io.gatehouse.tokens.jwt;

import io.gatehouse.identity.UrlFetch.Trust;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * An issuer whose keys are fetched.
 *
 * @param issuer exactly as its tokens and its discovery document name it
 * @param trust who named it
 * @param jwksUri where its keys are, when that was told; else its discovery document says
 * @param rsaAlgorithm what its RSA keys without {@code alg} are for
 */
public record RemoteIssuer(
    String issuer, Trust trust, Optional<URI> jwksUri, JwsAlgorithm rsaAlgorithm) {

  /** An issuer that the operator wrote, with discovery, and RS256 for plain RSA keys. */
  public static RemoteIssuer written(String issuer) {
    return new RemoteIssuer(issuer, Trust.WRITTEN, Optional.empty(), JwsAlgorithm.RS256);
  }

  // OpenID Connect Discovery §4: the path is appended, after a trailing slash is taken away.
  public URI discovery() {
    var stem = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return URI.create(stem + "/.well-known/openid-configuration");
  }

  /** A URL counts as written by the operator when its origin is that of the written issuer. */
  public Trust trustIn(URI url) {
    return trust == Trust.WRITTEN && origin(url).equals(origin(URI.create(issuer)))
        ? Trust.WRITTEN
        : Trust.SUPPLIED;
  }

  private static String origin(URI url) {
    var folded = (url.getScheme() + "://" + url.getHost()).toLowerCase(Locale.ROOT);
    return folded + ":" + port(url);
  }

  private static int port(URI url) {
    int usual = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    return url.getPort() == -1 ? usual : url.getPort();
  }
}
