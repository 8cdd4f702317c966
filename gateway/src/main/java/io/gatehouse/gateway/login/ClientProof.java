package io.gatehouse.gateway.login;

import io.gatehouse.identity.Secret;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.JwtSigner;
import io.gatehouse.tokens.jwt.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** How this gateway proves at the issuer's token endpoint that it is the client it says. */
public sealed interface ClientProof {
  /** {@code client_secret_basic}. */
  record BySecret(Secret secret) implements ClientProof {}

  /** {@code private_key_jwt}. */
  record ByKey(SigningKey key) implements ClientProof {}

  /** An assertion is made for one call. */
  Duration LIFE = Duration.ofSeconds(60);

  /**
   * What the call is made with.
   *
   * @param audience RFC 7523bis: the issuer, and nobody else
   * @param id of an assertion, used once
   */
  record Occasion(String clientId, String audience, Instant now, String id) {}

  /** Value of {@code Authorization}. */
  default Optional<String> authorization(Occasion occasion) {
    return switch (this) {
      case BySecret(var secret) -> Optional.of(basic(occasion.clientId(), secret));
      case ByKey key -> Optional.empty();
    };
  }

  /** Further fields of the form. */
  default Map<String, String> fields(Occasion occasion) {
    return switch (this) {
      case BySecret secret -> Map.of();
      case ByKey(var key) ->
          Map.of(
              "client_id",
              occasion.clientId(),
              "client_assertion_type",
              "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
              "client_assertion",
              new JwtSigner(key, "JWT").sign(assertion(occasion)));
    };
  }

  // RFC 6749 §2.3.1: both halves are form-encoded before they are joined.
  static String basic(String clientId, Secret secret) {
    var pair = FormBody.encode(clientId) + ":" + FormBody.encode(secret.exposeText());
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
  }

  private static Claims assertion(Occasion occasion) {
    return Claims.builder()
        .issuer(occasion.clientId())
        .subject(occasion.clientId())
        .audience(occasion.audience())
        .issuedAt(occasion.now())
        .expiresAt(occasion.now().plus(LIFE))
        .id(occasion.id())
        .build();
  }
}
