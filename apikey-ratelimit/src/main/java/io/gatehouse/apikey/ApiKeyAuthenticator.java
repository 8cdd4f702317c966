package io.gatehouse.apikey;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Authenticator;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.CredentialRecord;
import io.gatehouse.identity.CredentialRecords;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.OwnerState;
import io.gatehouse.identity.Principal;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import java.time.InstantSource;
import java.util.Set;

/** Verifies API keys. */
public final class ApiKeyAuthenticator implements Authenticator {
  // What an unknown id is compared with; no key hashes to it but by an accident of 2^-256.
  private static final Secret NO_HASH = Secret.of(new byte[32]);

  private final Registers registers;
  private final InstantSource clock;

  public ApiKeyAuthenticator(Registers registers, InstantSource clock) {
    this.registers = registers;
    this.clock = clock;
  }

  @Override
  public Attempt authenticate(Credential credential, ReceivedRequest request, Waiting waiting) {
    if (!(credential instanceof Credential.ApiKey(var presented))) {
      throw new IllegalArgumentException("not an API key");
    }
    if (request.values("X-API-Key").size() > 1) {
      return refused(twoKeys());
    }
    var key = ApiKeyFormat.parse(presented.exposeText());
    // Not even a look-up: what is mistyped or made up costs nothing here.
    return key.map(parts -> lookedUp(parts, request, waiting))
        .orElseGet(() -> refused("not the form of an API key"));
  }

  private static Problem twoKeys() {
    return Problem.of(
        ProblemKind.AMBIGUOUS_CREDENTIALS,
        "More than one API key was sent. Send one.",
        "several X-API-Key fields");
  }

  private Attempt lookedUp(ApiKeyFormat.Parts key, ReceivedRequest request, Waiting waiting) {
    return switch (registers.records().find(CredentialKind.API_KEY, key.id(), waiting)) {
      case CredentialRecords.Lookup.Found(var found) -> compared(key, found, request, waiting);
      case CredentialRecords.Lookup.Unknown() -> unknown(key);
      case CredentialRecords.Lookup.NotLoaded() -> notLoaded(waiting, WaitFor.STORE);
    };
  }

  private Attempt unknown(ApiKeyFormat.Parts key) {
    int version = registers.peppers().current();
    boolean same = NO_HASH.sameAs(KeyedHash.of(key, pepper(version)));
    return refused(same ? "a hash that nothing has" : "an unknown key id");
  }

  private Attempt compared(
      ApiKeyFormat.Parts key, CredentialRecord found, ReceivedRequest request, Waiting waiting) {
    boolean same = found.verifier().sameAs(KeyedHash.of(key, pepper(found.verifierVersion())));
    if (!same) {
      return refused("a wrong secret for the key " + found.id());
    }
    if (found.state() == CredentialRecord.State.REVOKED) {
      return refused("the key " + found.id() + " was revoked");
    }
    if (!clock.instant().isBefore(found.expiresAt())) {
      return refused("the key " + found.id() + " has expired");
    }
    if (!found.restrictions().admits(request.peer())) {
      return refused("the key " + found.id() + " is not for this network");
    }
    return owned(found, waiting);
  }

  private Attempt owned(CredentialRecord key, Waiting waiting) {
    if (key.owner().isEmpty()) {
      return verified(new Holder(key, new Principal.Workload(key.id()), Set.of(), false));
    }
    var id = key.owner().get();
    return switch (registers.owners().stateOf(id, waiting)) {
      case OwnerState.Active(var owner, var stale) ->
          verified(new Holder(key, new Principal.Person(id.value()), owner.groups(), stale));
      case OwnerState.Inactive(var reason) -> refused("the owner is " + reason);
      case OwnerState.NotLoaded() -> notLoaded(waiting, WaitFor.DIRECTORY);
    };
  }

  private Attempt verified(Holder holder) {
    var subject = new LedgerSubject(LedgerSubject.Kind.API_KEY, holder.key().id());
    registers.usage().used(subject, clock.instant());
    return new Attempt.Verified(holder.identity());
  }

  // A pepper that is not there is our fault, never a wrong key.
  private Secret pepper(int version) {
    return registers
        .peppers()
        .version(version)
        .orElseThrow(
            () -> new DependencyUnavailable(Dependency.STORE, "no pepper of version " + version));
  }

  private static Attempt notLoaded(Waiting waiting, WaitFor reason) {
    return switch (waiting) {
      case NEVER -> new Attempt.Park(reason);
      case ALLOWED ->
          throw new DependencyUnavailable(
              reason == WaitFor.STORE ? Dependency.STORE : Dependency.DIRECTORY,
              "what a key needs could not be loaded");
    };
  }

  private static Attempt refused(String reason) {
    return refused(Problem.invalidCredential(reason));
  }

  private static Attempt refused(Problem problem) {
    return new Attempt.Refused(problem);
  }
}
