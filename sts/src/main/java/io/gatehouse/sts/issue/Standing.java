package io.gatehouse.sts.issue;

import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.OwnerState;
import io.gatehouse.identity.OwnerStates;
import io.gatehouse.identity.Revocations;
import io.gatehouse.identity.Waiting;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.oauth.SignIn;
import io.gatehouse.tokens.jwt.Claims;
import java.util.Optional;

/** The one gate "may this subject have tokens now", asked by every path that leads to a token. */
public final class Standing {
  private final OwnerStates owners;
  private final Revocations revocations;

  public Standing(OwnerStates owners, Revocations revocations) {
    this.owners = owners;
    this.revocations = revocations;
  }

  public boolean isRevoked(LedgerSubject.Kind kind, String id) {
    return revocations.isRevoked(new LedgerSubject(kind, id));
  }

  /** The client, while neither it nor the owner it stands on was stopped. */
  public Checked<RegisteredClient> client(RegisteredClient client) {
    if (isRevoked(LedgerSubject.Kind.CLIENT, client.clientId())) {
      return Checked.refused(invalidClient("the client was revoked"));
    }
    return client
        .metadata()
        .owner()
        .map(owner -> owner(owner).map(alive -> client))
        .orElseGet(() -> Checked.passed(client));
  }

  /** The person as the directory knows them now, while their session was not ended. */
  public Checked<Owner> person(SignIn signIn) {
    return isRevoked(LedgerSubject.Kind.SESSION, signIn.session())
        ? Checked.refused(Refusal.invalidGrant("the session was ended"))
        : owner(signIn.owner());
  }

  /**
   * @throws DependencyUnavailable when the directory cannot tell
   */
  public Checked<Owner> owner(EntryUuid id) {
    return switch (owners.stateOf(id, Waiting.ALLOWED)) {
      case OwnerState.Active active -> unlocked(active.owner());
      case OwnerState.Inactive inactive -> Checked.refused(Refusal.invalidGrant(inactive.reason()));
      case OwnerState.NotLoaded() ->
          throw new DependencyUnavailable(Dependency.DIRECTORY, "the owner is not known yet");
    };
  }

  /** The holder of what was issued before: a lock does not take that away. */
  public Optional<Owner> holder(EntryUuid id) {
    return switch (owners.stateOf(id, Waiting.ALLOWED)) {
      case OwnerState.Active active -> Optional.of(active.owner());
      case OwnerState.Inactive inactive -> Optional.empty();
      case OwnerState.NotLoaded() ->
          throw new DependencyUnavailable(Dependency.DIRECTORY, "the owner is not known yet");
    };
  }

  /** Whether a token of ours, or anything that it came from, was taken back. */
  public boolean isTakenBack(Claims claims) {
    String id = claims.id().orElse("");
    // The first part of jti names the grant, which may be a refresh family.
    String grant = id.split("\\.", 2)[0];
    return isRevoked(LedgerSubject.Kind.TOKEN, id)
        || isRevoked(LedgerSubject.Kind.TOKEN, grant)
        || isRevoked(LedgerSubject.Kind.REFRESH_FAMILY, grant)
        || isRevoked(LedgerSubject.Kind.CLIENT, claims.clientId().orElse(""))
        || claims.session().stream().anyMatch(sid -> isRevoked(LedgerSubject.Kind.SESSION, sid));
  }

  /** A locked account gets nothing new; what it has goes on, and works again after the lock. */
  private static Checked<Owner> unlocked(Owner owner) {
    return owner.state() == AccountState.ACTIVE
        ? Checked.passed(owner)
        : Checked.refused(Refusal.invalidGrant("the account is " + owner.state()));
  }

  private static Refusal invalidClient(String reason) {
    return new Refusal(
        OAuthError.INVALID_CLIENT, "The client or its credentials were not accepted.", reason);
  }
}
