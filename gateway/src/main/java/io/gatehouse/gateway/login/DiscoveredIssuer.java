package io.gatehouse.gateway.login;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.RemoteIssuer;
import io.gatehouse.web.egress.FormAnswer;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What an issuer says of its endpoints, asked at most every ten minutes. Blocks. */
public final class DiscoveredIssuer {
  private static final long KEPT = Duration.ofMinutes(10).toNanos();

  private final RemoteIssuer issuer;
  private final IssuerDoor door;
  private final LongSupplier nanos;
  private Optional<Read> read = Optional.empty();

  public DiscoveredIssuer(RemoteIssuer issuer, IssuerDoor door, LongSupplier nanos) {
    this.issuer = issuer;
    this.door = door;
    this.nanos = nanos;
  }

  /**
   * The issuer's endpoints.
   *
   * @param sendsIss whether its answers name it (RFC 9207 §3)
   */
  record Endpoints(URI authorization, URI token, Optional<URI> endSession, boolean sendsIss) {}

  private record Read(Endpoints endpoints, long at) {}

  String name() {
    return issuer.issuer();
  }

  FormAnswer post(URI url, String form, Optional<String> authorization) {
    return door.post(url, form, authorization);
  }

  /** One fetch at a time: who comes meanwhile waits for it. */
  synchronized Endpoints endpoints() {
    var now = nanos.getAsLong();
    var fresh = read.filter(known -> now - known.at() <= KEPT).map(Read::endpoints);
    var endpoints = fresh.orElseGet(this::fetched);
    if (fresh.isEmpty()) {
      read = Optional.of(new Read(endpoints, now));
    }
    return endpoints;
  }

  private Endpoints fetched() {
    if (!(Json.parse(door.document(issuer.discovery())) instanceof Json.Members members)) {
      throw unavailable("discovery document is not a JSON object");
    }
    // RFC 8414 §3.3: a document that speaks for another issuer must not be used.
    if (members.text("issuer").filter(issuer.issuer()::equals).isEmpty()) {
      throw unavailable("discovery document names another issuer");
    }
    var sendsIss =
        members
            .get("authorization_response_iss_parameter_supported")
            .equals(Optional.of(new Json.Flag(true)));
    return new Endpoints(
        url(members, "authorization_endpoint"),
        url(members, "token_endpoint"),
        members.text("end_session_endpoint").map(text -> url(members, "end_session_endpoint")),
        sendsIss);
  }

  private URI url(Json.Members members, String name) {
    try {
      var url = new URI(members.text(name).orElse(""));
      var secure = "https".equalsIgnoreCase(url.getScheme());
      var sameOrigin = issuer.trustIn(url) == io.gatehouse.identity.UrlFetch.Trust.WRITTEN;
      if (url.getHost() != null && url.getRawFragment() == null && (secure || sameOrigin)) {
        return url;
      }
    } catch (URISyntaxException notAUrl) {
      throw new DependencyUnavailable(
          Dependency.ISSUER, issuer.issuer() + ": " + name + " is not a URL", notAUrl);
    }
    throw unavailable(name + " is neither https nor of the issuer's own origin");
  }

  private DependencyUnavailable unavailable(String what) {
    return new DependencyUnavailable(Dependency.ISSUER, issuer.issuer() + ": " + what);
  }
}
