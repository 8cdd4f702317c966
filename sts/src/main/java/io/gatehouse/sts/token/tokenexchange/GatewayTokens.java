package io.gatehouse.sts.token.tokenexchange;

import io.gatehouse.identity.IdentityKeys;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.Resource;
import io.gatehouse.sts.oauth.ResourceCatalog;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.CompactJws;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.JwtPolicy;
import io.gatehouse.tokens.jwt.JwtVerifier;
import io.gatehouse.tokens.jwt.KeySet;
import io.gatehouse.tokens.jwt.PublicJwk;
import io.gatehouse.tokens.jwt.VerifiedJwt;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code Gatehouse-Identity}, signed by a gateway of ours for a service of ours. */
public final class GatewayTokens {
  private final IdentityKeys keys;
  private final JwtPolicy policy;
  private final JwtVerifier verifier;

  public GatewayTokens(
      Issuer issuer, ResourceCatalog resources, IdentityKeys keys, InstantSource clock) {
    this.keys = keys;
    Set<String> names =
        resources.all().stream().map(Resource::name).collect(Collectors.toUnmodifiableSet());
    this.policy =
        JwtPolicy.expect(issuer.value(), names)
            .typed("gatehouse-id+jwt")
            .requiring("sub", "aud", "iat", "jti");
    this.verifier = new JwtVerifier(clock);
  }

  Optional<Claims> read(String token) {
    if (!(CompactJws.parse(token) instanceof CompactJws compact)
        || !(keySet() instanceof KeySet published)) {
      return Optional.empty();
    }
    return verifier.verify(compact, published, policy) instanceof VerifiedJwt verified
        ? Optional.of(verified.claims())
        : Optional.empty();
  }

  private io.gatehouse.tokens.jwt.ParsedKeySet keySet() {
    var published = new ArrayList<Json.Members>();
    for (var key : keys.union()) {
      if (Json.parse(key.jwk().getBytes(StandardCharsets.UTF_8)) instanceof Json.Members jwk) {
        published.add(jwk);
      }
    }
    var document = PublicJwk.set(published).getBytes(StandardCharsets.UTF_8);
    return KeySet.parse(document, JwsAlgorithm.RS256, Jca.installed());
  }
}
