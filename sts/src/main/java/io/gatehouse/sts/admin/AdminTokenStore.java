package io.gatehouse.sts.admin;

import io.gatehouse.identity.AdminActions.Role;
import io.gatehouse.identity.Secret;
import java.time.Instant;
import java.util.Optional;

/** Where administrators' tokens lie. */
public interface AdminTokenStore {
  boolean isEmpty();

  void add(StoredToken token);

  Optional<StoredToken> find(String id);

  /**
   * @param hash SHA-256 of the whole token
   * @param name of the administrator, for the audit log
   */
  record StoredToken(
      String id, Secret hash, String name, Role role, Instant createdAt, Instant expiresAt) {}
}
