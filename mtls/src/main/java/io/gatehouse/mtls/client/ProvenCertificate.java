package io.gatehouse.mtls.client;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.OwnerState;
import io.gatehouse.identity.Principal;
import io.gatehouse.identity.VerifiedIdentity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A certificate that is trusted, with what it allows at most.
 *
 * @param id its public id
 * @param routes empty: every route
 */
record ProvenCertificate(String id, Set<String> scopes, Set<String> routes, Instant until) {
  /** For an owner; the groups are the owner's, as the directory has them now. */
  Attempt verified(OwnerState.Active active) {
    var owner = active.owner();
    return verified(
        new Holder(
            new Principal.Person(owner.id().value()),
            Optional.of(owner.id()),
            owner.groups(),
            active.stale()));
  }

  /** For somebody without an owner. */
  Attempt verified(Principal principal) {
    return verified(new Holder(principal, Optional.empty(), Set.of(), false));
  }

  private record Holder(
      Principal principal, Optional<EntryUuid> owner, Set<String> groups, boolean stale) {}

  private Attempt verified(Holder holder) {
    return new Attempt.Verified(
        new VerifiedIdentity(
            holder.principal(),
            holder.owner(),
            CredentialKind.CERTIFICATE,
            id,
            VerifiedIdentity.Authentication.by("x509"),
            new VerifiedIdentity.Authority(scopes, holder.groups(), Optional.empty(), routes),
            until,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            holder.stale()));
  }
}
