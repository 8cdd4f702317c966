package io.gatehouse.sts.keys;

import io.gatehouse.identity.IdentityKeys;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.PublicJwk;
import io.gatehouse.tokens.jwt.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** The key sets as documents (RFC 7517 §5). */
public final class PublishedKeySet {
  private final SigningKeys signing;
  private final IdentityKeys gateways;

  public PublishedKeySet(SigningKeys signing, IdentityKeys gateways) {
    this.signing = signing;
    this.gateways = gateways;
  }

  /** The issuer's keys alone: for those who verify its tokens. */
  public String issuerKeys() {
    return PublicJwk.set(signing.published().stream().map(SigningKey::publicJwk).toList());
  }

  /** The gateways' keys alone: for services, which verify identity tokens. */
  public String gatewayKeys() {
    var keys = new ArrayList<Json.Members>();
    for (var key : gateways.union()) {
      if (Json.parse(key.jwk().getBytes(StandardCharsets.UTF_8)) instanceof Json.Members jwk) {
        keys.add(jwk);
      }
    }
    return PublicJwk.set(keys);
  }
}
