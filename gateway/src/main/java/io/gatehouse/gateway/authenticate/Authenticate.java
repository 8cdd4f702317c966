package io.gatehouse.gateway.authenticate;

import io.gatehouse.gateway.call.Call;
import io.gatehouse.gateway.call.Refusal;
import io.gatehouse.gateway.call.Step.Answer;
import io.gatehouse.gateway.identify.Identified;
import io.gatehouse.gateway.route.Route;
import io.gatehouse.gateway.route.RoutingPlan.CredentialEntry;
import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import java.util.Optional;

/** The third stage: the credential is proven by the one authenticator that it is for. */
public final class Authenticate {
  private final DpopBinding dpop;

  public Authenticate(DpopBinding dpop) {
    this.dpop = dpop;
  }

  public Answer<Authenticated> prove(Call call, Identified identified, Waiting waiting) {
    identified.on(call);
    if (identified.credential().isEmpty()) {
      return proven(new Authenticated(call, identified.route(), Optional.empty()), call);
    }
    var credential = identified.credential().get();
    var entry = entryFor(identified.route(), credential);
    if (entry.isEmpty()) {
      return refused(Problem.invalidCredential("no entry of this route is for this credential"));
    }
    if (entry.get().overTlsOnly() && !call.authority().secure()) {
      return refused(Problem.invalidCredential("sent in the clear"));
    }
    if (waiting == Waiting.NEVER && DpopBinding.isWork(credential)) {
      return new Answer.Wait<>(WaitFor.CPU);
    }
    return switch (entry.get().authenticator().authenticate(credential, call.request(), waiting)) {
      case Attempt.Park(var reason) -> new Answer.Wait<>(reason);
      case Attempt.Refused(var problem) -> refused(problem);
      case Attempt.Verified(var identity) -> {
        var objection = dpop.objection(call, credential, identity);
        if (objection.isPresent()) {
          yield refused(Problem.invalidCredential(objection.get()));
        }
        call.trail().identity(identity);
        yield proven(new Authenticated(call, identified.route(), Optional.of(identity)), call);
      }
    };
  }

  // One entry of a kind is asked whatever the credential says of itself. Of several the one that
  // recognises it; when that one says no, no other is asked.
  private static Optional<CredentialEntry> entryFor(Route route, Credential credential) {
    var ofKind = route.accept().stream().filter(e -> e.kind() == credential.kind()).toList();
    return ofKind.size() == 1
        ? Optional.of(ofKind.getFirst())
        : ofKind.stream().filter(entry -> entry.recognises().test(credential)).findFirst();
  }

  private static Answer<Authenticated> proven(Authenticated proof, Call call) {
    call.trail().completed("authenticate");
    return new Answer.Proven<>(proof);
  }

  private static Answer<Authenticated> refused(Problem problem) {
    return new Answer.No<>(Refusal.of(problem));
  }
}
