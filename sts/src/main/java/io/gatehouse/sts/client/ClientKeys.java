package io.gatehouse.sts.client;

import io.gatehouse.tokens.jwt.Json;
import java.net.URI;

/** Where a client's public keys are (RFC 7591 §2: {@code jwks} or {@code jwks_uri}, never both). */
public sealed interface ClientKeys {
  /** In the registration itself. */
  record Inline(Json.Members set) implements ClientKeys {}

  /** At an address that the client named: fetched with every caution. */
  record At(URI uri) implements ClientKeys {}
}
