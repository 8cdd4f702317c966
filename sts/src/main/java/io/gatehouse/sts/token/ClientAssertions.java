package io.gatehouse.sts.token;

import io.gatehouse.identity.Secret;
import io.gatehouse.sts.client.ClientKeySets;
import io.gatehouse.sts.client.OnceOnly;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.CompactJws;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.JwtPolicy;
import io.gatehouse.tokens.jwt.JwtVerifier;
import io.gatehouse.tokens.jwt.VerifiedJwt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Clients that prove themselves by what they sign (RFC 7523 §3, OpenID Connect Core §9). */
public final class ClientAssertions {
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final Issuer issuer;
  private final ClientKeySets keys;
  private final OnceOnly once;
  private final JwtVerifier verifier;

  public ClientAssertions(Issuer issuer, ClientKeySets keys, OnceOnly once, InstantSource clock) {
    this.issuer = issuer;
    this.keys = keys;
    this.once = once;
    this.verifier = new JwtVerifier(clock);
  }

  /** Why the assertion proves nothing; empty when it does. */
  Optional<String> objection(RegisteredClient client, Secret assertion, String requestId) {
    if (!(CompactJws.parse(assertion.exposeText()) instanceof CompactJws jws)) {
      return Optional.of("the assertion is no signed JWT");
    }
    if (!isAllowed(client, jws.header().algorithm())) {
      return Optional.of("the assertion's algorithm is not the client's");
    }
    var set = keys.of(client, jws.header());
    if (!(verifier.verify(jws, set, policy(client)) instanceof VerifiedJwt verified)) {
      return Optional.of("the assertion does not verify");
    }
    return objection(client, verified, requestId);
  }

  private static boolean isAllowed(RegisteredClient client, JwsAlgorithm algorithm) {
    var security = client.metadata().security();
    return security.algorithms().contains(algorithm)
        && security.assertionAlgorithm().stream().allMatch(algorithm::equals);
  }

  private JwtPolicy policy(RegisteredClient client) {
    return JwtPolicy.expect(client.clientId(), issuer.value())
        .typedOrUntyped("JWT", "client-authentication+jwt")
        .allowingAbsentKid()
        .maxLifetime(LONGEST_LIFE)
        .requiring("sub", "jti");
  }

  private Optional<String> objection(
      RegisteredClient client, VerifiedJwt verified, String requestId) {
    Claims claims = verified.claims();
    if (!claims.subject().equals(Optional.of(client.clientId()))) {
      return Optional.of("the assertion speaks of another subject");
    }
    // FAPI 2.0 Security Profile §5.3.2.1: one string; a list could name another server as well.
    if (!claims.members().get("aud").equals(Optional.of(new Json.Text(issuer.value())))) {
      return Optional.of("the assertion's audience is not the issuer alone");
    }
    var ends = verified.expiresAt().plus(SKEW);
    var made = claims.issuedAt().orElse(verified.expiresAt().minus(LONGEST_LIFE));
    var span = new OnceOnly.Span(made, ends, requestId);
    return once.isFirst("client_assertion:" + client.clientId(), claims.id().orElseThrow(), span)
        ? Optional.empty()
        : Optional.of("the assertion was used before");
  }
}
