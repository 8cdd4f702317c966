package io.gatehouse.signing.verifying;

import io.gatehouse.identity.CredentialRecord;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.OwnerState;
import io.gatehouse.identity.OwnerStates;
import io.gatehouse.identity.Principal;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import java.util.Optional;
import java.util.Set;

/** Who a proven key stands for. */
record Holder(CredentialRecord key, Principal principal, Set<String> groups, boolean stale) {

  static Step<Holder> of(CredentialRecord key, OwnerStates owners, Waiting waiting) {
    if (key.owner().isEmpty()) {
      var service = new Principal.Workload(key.id());
      return new Step.Next<>(new Holder(key, service, Set.of(), false));
    }
    var id = key.owner().get();
    return switch (owners.stateOf(id, waiting)) {
      case OwnerState.Active(var owner, var stale) ->
          new Step.Next<>(new Holder(key, new Principal.Person(id.value()), owner.groups(), stale));
      case OwnerState.Inactive(var reason) -> Step.refused("the owner is " + reason);
      case OwnerState.NotLoaded() -> notLoaded(waiting);
    };
  }

  private static Step<Holder> notLoaded(Waiting waiting) {
    return switch (waiting) {
      case NEVER -> Step.park(WaitFor.DIRECTORY);
      case ALLOWED ->
          throw new DependencyUnavailable(Dependency.DIRECTORY, "an owner could not be loaded");
    };
  }

  /** The scopes are the key's own; the groups are the owner's, as the directory has them now. */
  VerifiedIdentity identity(String method) {
    return new VerifiedIdentity(
        principal,
        key.owner(),
        key.kind(),
        key.id(),
        VerifiedIdentity.Authentication.by(method),
        new VerifiedIdentity.Authority(
            key.scopes(), groups, Optional.empty(), key.restrictions().routes()),
        key.expiresAt(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        stale);
  }
}
