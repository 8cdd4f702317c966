package io.gatehouse.tokens.jwt;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.UrlFetch;
import io.gatehouse.identity.UrlFetch.Document;
import io.gatehouse.identity.UrlFetch.Trust;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/** Reads an issuer's discovery document and key set. Blocks. */
final class IssuerDocuments {
  private static final String JSON = "application/json";

  private final UrlFetch fetch;
  private final Jca jca;

  IssuerDocuments(UrlFetch fetch, Jca jca) {
    this.fetch = fetch;
    this.jca = jca;
  }

  /** A key set as it was just served. */
  record Served(KeySet keys, Optional<Duration> maxAge) {}

  Served keysOf(RemoteIssuer issuer) {
    var where = issuer.jwksUri().orElseGet(() -> discover(issuer));
    // A key set that the operator wrote himself is trusted as written, wherever it is.
    var trust = issuer.jwksUri().isPresent() ? issuer.trust() : issuer.trustIn(where);
    var document = fetch.get(where, trust, "application/jwk-set+json, application/json");
    return new Served(parse(issuer, document), document.maxAge());
  }

  private KeySet parse(RemoteIssuer issuer, Document document) {
    return switch (KeySet.parse(document.body(), issuer.rsaAlgorithm(), jca)) {
      // A set without one usable key is a fault of the issuer, not the end of all its tokens.
      case KeySet keys when keys.keys().isEmpty() ->
          throw unavailable(issuer, "has no usable key: " + String.join("; ", keys.warnings()));
      case KeySet keys -> keys;
      case ParsedKeySet.Malformed(var reason) -> throw unavailable(issuer, "key set: " + reason);
    };
  }

  private URI discover(RemoteIssuer issuer) {
    var document = fetch.get(issuer.discovery(), issuer.trust(), JSON);
    if (!(Json.parse(document.body()) instanceof Json.Members members)) {
      throw unavailable(issuer, "discovery document is not a JSON object");
    }
    // RFC 8414 §3.3: a document that speaks for another issuer must not be used.
    if (members.text("issuer").filter(issuer.issuer()::equals).isEmpty()) {
      throw unavailable(issuer, "discovery document names another issuer");
    }
    return jwksUri(issuer, members.text("jwks_uri").orElse(""));
  }

  private static URI jwksUri(RemoteIssuer issuer, String text) {
    try {
      var url = new URI(text);
      var secure = "https".equalsIgnoreCase(url.getScheme());
      if (url.getHost() != null && (secure || issuer.trustIn(url) == Trust.WRITTEN)) {
        return url;
      }
    } catch (URISyntaxException notAUrl) {
      throw new DependencyUnavailable(
          Dependency.ISSUER, issuer.issuer() + ": jwks_uri is not a URL", notAUrl);
    }
    throw unavailable(issuer, "jwks_uri is neither https nor of the issuer's own origin");
  }

  private static DependencyUnavailable unavailable(RemoteIssuer issuer, String what) {
    return new DependencyUnavailable(Dependency.ISSUER, issuer.issuer() + ": " + what);
  }
}
