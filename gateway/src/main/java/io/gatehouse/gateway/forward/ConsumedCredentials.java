package io.gatehouse.gateway.forward;

import java.util.Locale;
import java.util.Set;

/** The fields that carry credentials, for the services that are allowed to see them. */
final class ConsumedCredentials {
  private static final Set<String> NAMES =
      Set.of(
          "authorization",
          "x-api-key",
          "signature",
          "signature-input",
          "dpop",
          "x-amz-date",
          "x-amz-content-sha256",
          "x-amz-security-token");

  private ConsumedCredentials() {}

  /** By exact name: an alias of a credential's field is never passed. */
  static boolean isField(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }
}
