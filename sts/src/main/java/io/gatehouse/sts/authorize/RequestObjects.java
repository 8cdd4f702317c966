package io.gatehouse.sts.authorize;

import io.gatehouse.sts.client.ClientKeySets;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.OnceOnly;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.CompactJws;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.JwtPolicy;
import io.gatehouse.tokens.jwt.JwtVerifier;
import io.gatehouse.tokens.jwt.VerifiedJwt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Authorization requests as signed objects, sent by value (RFC 9101). */
public final class RequestObjects {
  private static final Duration LONGEST_LIFE = Duration.ofHours(1);
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final Clients clients;
  private final Issuer issuer;
  private final Signatures signatures;
  private final JwtVerifier verifier;

  public RequestObjects(
      Clients clients, Issuer issuer, Signatures signatures, InstantSource clock) {
    this.clients = clients;
    this.issuer = issuer;
    this.signatures = signatures;
    this.verifier = new JwtVerifier(clock);
  }

  /** What it takes to believe what clients sign. */
  public record Signatures(ClientKeySets keys, OnceOnly once) {}

  /** A request object with the client that it must be of. */
  private record Sent(RegisteredClient client, CompactJws jws, String requestId) {}

  /** The request with what its object says, and nothing else (RFC 9101 §6.3). */
  Checked<AskedParameters> open(AskedParameters asked, String requestId) {
    var object = asked.given("request");
    var client = asked.given("client_id").flatMap(clients::find);
    if (object.isEmpty() || client.isEmpty()) {
      return Checked.passed(asked);
    }
    if (asked.given("request_uri").isPresent()) {
      return Checked.refused(Refusal.malformed("There are both request and request_uri."));
    }
    // Whoever registered no key cannot have signed anything.
    if (client.get().metadata().security().keys().isEmpty()) {
      return Checked.refused(
          Refusal.of(OAuthError.REQUEST_NOT_SUPPORTED, "This client registered no key."));
    }
    return CompactJws.parse(object.get()) instanceof CompactJws jws
        ? opened(new Sent(client.get(), jws, requestId))
        : refused("it is no signed JWT");
  }

  private Checked<AskedParameters> opened(Sent sent) {
    var security = sent.client.metadata().security();
    JwsAlgorithm algorithm = sent.jws.header().algorithm();
    boolean allowed =
        security.algorithms().contains(algorithm)
            && security.requestAlgorithm().stream().allMatch(algorithm::equals);
    if (!allowed) {
      return refused("its algorithm is not the client's");
    }
    var keys = signatures.keys.of(sent.client, sent.jws.header());
    return verifier.verify(sent.jws, keys, policy(sent.client)) instanceof VerifiedJwt verified
        ? claimed(sent, verified)
        : refused("it does not verify");
  }

  private JwtPolicy policy(RegisteredClient client) {
    return JwtPolicy.expect(client.clientId(), issuer.value())
        .typedOrUntyped("oauth-authz-req+jwt", "JWT")
        .allowingAbsentKid()
        .maxLifetime(LONGEST_LIFE)
        .requiring("client_id");
  }

  private Checked<AskedParameters> claimed(Sent sent, VerifiedJwt verified) {
    Claims claims = verified.claims();
    if (!claims.clientId().equals(Optional.of(sent.client.clientId()))) {
      return refused("it names another client");
    }
    if (claims.members().get("request").isPresent()
        || claims.members().get("request_uri").isPresent()) {
      return refused("it holds another request");
    }
    // An assertion that proves the client must not pass for a request (RFC 9101 §10.8).
    if (claims.subject().equals(Optional.of(sent.client.clientId()))) {
      return refused("it speaks of the client as its subject");
    }
    var made = claims.issuedAt().orElse(verified.expiresAt().minus(LONGEST_LIFE));
    var span = new OnceOnly.Span(made, verified.expiresAt().plus(SKEW), sent.requestId);
    var id = claims.id().map(jti -> "jti " + jti).orElseGet(() -> claims.members().write());
    return signatures.once.isFirst("request_object:" + sent.client.clientId(), id, span)
        ? Checked.passed(AskedParameters.of(claims.members()).asSigned())
        : refused("it was used before");
  }

  private static Checked<AskedParameters> refused(String reason) {
    return Checked.refused(
        new Refusal(OAuthError.INVALID_REQUEST_OBJECT, "The request object is not valid.", reason));
  }
}
