package io.gatehouse.gateway.authenticate;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.OwnerState;
import io.gatehouse.identity.OwnerStates;
import io.gatehouse.identity.Principal;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.identity.VerifiedIdentity.Authentication;
import io.gatehouse.identity.VerifiedIdentity.Authority;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import io.gatehouse.tokens.saml.VerifiedAssertion;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whom a verified assertion stands for, now; last of all, whether it was used before. */
public final class AssertionHolders {
  private static final List<String> METHOD = List.of("saml");

  private final OwnerStates owners;
  private final MatchedOwners matched;
  private final ReplayGuard replays;

  public AssertionHolders(OwnerStates owners, MatchedOwners matched, ReplayGuard replays) {
    this.owners = owners;
    this.matched = matched;
    this.replays = replays;
  }

  Attempt identify(
      TrustedAssertions issuer,
      VerifiedAssertion assertion,
      ReceivedRequest request,
      Waiting waiting) {
    var presented = new Presented(issuer, assertion, request.requestId());
    return issuer
        .match()
        .map(match -> matching(presented, match, waiting))
        .orElseGet(() -> named(presented, waiting));
  }

  private Attempt named(Presented presented, Waiting waiting) {
    return EntryUuid.parse(presented.assertion().subject().name())
        .map(id -> owned(presented, id, waiting))
        .orElseGet(() -> refused("NameID is no entryUUID"));
  }

  private Attempt matching(Presented presented, TrustedAssertions.Match match, Waiting waiting) {
    var values = values(presented.assertion(), match.attribute());
    if (values.size() != 1 || values.getFirst().isBlank()) {
      return refused("not one value of " + match.attribute());
    }
    return switch (matched.find(match.directoryAttribute(), values.getFirst(), waiting)) {
      case MatchedOwners.NotLoaded wait -> new Attempt.Park(WaitFor.DIRECTORY);
      case MatchedOwners.NoneOrMany none -> refused("not exactly one owner matches");
      case MatchedOwners.One(var id) -> owned(presented, id, waiting);
    };
  }

  private static List<String> values(VerifiedAssertion assertion, String attribute) {
    return attribute.equals(TrustedAssertions.NAME_ID)
        ? List.of(assertion.subject().name())
        : assertion.attribute(attribute);
  }

  private Attempt owned(Presented presented, EntryUuid id, Waiting waiting) {
    return switch (owners.stateOf(id, waiting)) {
      case OwnerState.NotLoaded wait -> new Attempt.Park(WaitFor.DIRECTORY);
      case OwnerState.Inactive(var reason) -> refused("owner " + reason);
      case OwnerState.Active active -> claimed(presented, active);
    };
  }

  // SAML Core §2.5.1.5. After everything else, so that a wrong request cannot use it up.
  private Attempt claimed(Presented presented, OwnerState.Active owner) {
    if (!presented.issuer().once() && !presented.assertion().once()) {
      return verified(presented, owner);
    }
    return switch (replays.claim(presented.claim())) {
      case FIRST -> verified(presented, owner);
      case REPLAYED -> refused("used before");
      case RECOVERING -> unavailable("replay_guard_recovering", Duration.ofSeconds(6));
      case FULL -> unavailable("replay_guard_full", Duration.ofSeconds(1));
    };
  }

  private static Attempt verified(Presented presented, OwnerState.Active active) {
    var assertion = presented.assertion();
    var owner = active.owner();
    return new Attempt.Verified(
        new VerifiedIdentity(
            new Principal.Person(owner.id().value()),
            Optional.of(owner.id()),
            CredentialKind.SAML,
            assertion.issuer(),
            authentication(assertion),
            new Authority(
                scopes(presented, owner.groups()),
                owner.groups(),
                presented.issuer().audienceIsResource()
                    ? Optional.of(assertion.audiences())
                    : Optional.empty(),
                Set.of()),
            assertion.expiresAt(),
            Optional.of(assertion.id()),
            Optional.empty(),
            Optional.empty(),
            active.stale()));
  }

  private static Authentication authentication(VerifiedAssertion assertion) {
    return new Authentication(
        METHOD,
        assertion.signIn().flatMap(VerifiedAssertion.SignIn::contextClass),
        assertion.signIn().map(VerifiedAssertion.SignIn::at));
  }

  private static Set<String> scopes(Presented presented, Set<String> groups) {
    return switch (presented.issuer().scopes()) {
      case TrustedAssertions.Scopes.OfGroups(var given) -> given.apply(groups);
      case TrustedAssertions.Scopes.Translated(var table) -> {
        var ours = new HashSet<String>();
        for (var value : values(presented.assertion(), table.claim())) {
          ours.addAll(table.values().getOrDefault(value, List.of()));
        }
        yield ours;
      }
    };
  }

  private static Attempt refused(String reason) {
    return new Attempt.Refused(Problem.invalidCredential("saml: " + reason));
  }

  private static Attempt unavailable(String reason, Duration retryAfter) {
    var detail = "Single-use credentials cannot be checked right now. Retry with a new one.";
    return new Attempt.Refused(
        Problem.of(ProblemKind.UNAVAILABLE, detail, reason).retryAfter(retryAfter));
  }

  /** An assertion on its way through one exchange. */
  private record Presented(TrustedAssertions issuer, VerifiedAssertion assertion, String exchange) {
    // A second more than it lives, so that no rounding forgets it early.
    ReplayGuard.Claim claim() {
      return new ReplayGuard.Claim(
          "saml " + assertion.issuer(),
          assertion.id(),
          assertion.issuedAt(),
          assertion.expiresAt().plusSeconds(1),
          exchange);
    }
  }
}
