package io.gatehouse.apikey;

import io.gatehouse.identity.CredentialRecord;
import io.gatehouse.identity.Principal;
import io.gatehouse.identity.VerifiedIdentity;
import java.util.Optional;
import java.util.Set;

/** Who a proven key stands for. */
record Holder(CredentialRecord key, Principal principal, Set<String> groups, boolean stale) {

  /** The scopes are the key's own; the groups are the owner's, as the directory has them now. */
  VerifiedIdentity identity() {
    return new VerifiedIdentity(
        principal,
        key.owner(),
        key.kind(),
        key.id(),
        VerifiedIdentity.Authentication.by("api_key"),
        new VerifiedIdentity.Authority(
            key.scopes(), groups, Optional.empty(), key.restrictions().routes()),
        key.expiresAt(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        stale);
  }
}
