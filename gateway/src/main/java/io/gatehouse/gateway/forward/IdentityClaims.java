package io.gatehouse.gateway.forward;

import io.gatehouse.identity.Confirmation;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.tokens.jwt.Base64Url;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The claims of one identity token. Sets are sorted, so equal identities are equal bytes. */
record IdentityClaims(String issuer, VerifiedIdentity identity, String audience) {

  /** Who it is to every service: the owner's entryUUID for whatever stands on an owner. */
  static String subject(VerifiedIdentity identity) {
    return identity.owner().map(EntryUuid::value).orElseGet(() -> identity.principal().subject());
  }

  /** SHA-256 over every claim but {@code iat}, {@code exp} and {@code jti}. */
  String fingerprint() {
    var stable = stable(Claims.builder()).build().members().write();
    try {
      return Base64Url.encode(
          MessageDigest.getInstance("SHA-256").digest(stable.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  Claims complete(Instant now, Instant expiresAt, String jti) {
    return stable(Claims.builder().issuedAt(now).expiresAt(expiresAt).id(jti)).build();
  }

  private Claims.Builder stable(Claims.Builder claims) {
    var authority = identity.authority();
    var authentication = identity.authentication();
    claims
        .issuer(issuer)
        .audience(audience)
        .subject(subject(identity))
        .text("azp", identity.authorizedParty())
        .scopes(authority.scopes())
        .texts("groups", List.copyOf(new TreeSet<>(authority.groups())))
        .methods(authentication.methods());
    authentication.contextClass().ifPresent(claims::contextClass);
    authentication.time().ifPresent(claims::authTime);
    identity.confirmation().ifPresent(key -> claims.put("cnf", confirmation(key)));
    actors(identity.actors()).ifPresent(chain -> claims.put("act", chain));
    return claims;
  }

  /** RFC 8693 §4.1: the newest outside, those before it inside. */
  private static Optional<Json> actors(List<String> newestFirst) {
    Optional<Json> chain = Optional.empty();
    for (var actor : newestFirst.reversed()) {
      var members = new LinkedHashMap<String, Json>();
      members.put("sub", new Json.Text(actor));
      chain.ifPresent(before -> members.put("act", before));
      chain = Optional.of(new Json.Members(members));
    }
    return chain;
  }

  private static Json confirmation(Confirmation confirmation) {
    return switch (confirmation) {
      case Confirmation.Certificate(var thumbprint) ->
          new Json.Members(Map.of("x5t#S256", new Json.Text(thumbprint)));
      case Confirmation.DpopKey(var thumbprint) ->
          new Json.Members(Map.of("jkt", new Json.Text(thumbprint)));
    };
  }
}
