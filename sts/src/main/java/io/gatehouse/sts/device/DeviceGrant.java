package io.gatehouse.sts.device;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a device asked for.
 *
 * @param id the name of everything issued for it
 * @param resource uri of the resource; empty: for userinfo only
 */
public record DeviceGrant(
    String id, String clientId, Set<String> scopes, Optional<String> resource, Instant ends) {
  public DeviceGrant {
    scopes = Set.copyOf(scopes);
  }
}
