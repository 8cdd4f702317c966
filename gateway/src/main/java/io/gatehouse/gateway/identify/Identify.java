package io.gatehouse.gateway.identify;

import io.gatehouse.gateway.accept.Accepted;
import io.gatehouse.gateway.call.Call;
import io.gatehouse.gateway.call.Refusal;
import io.gatehouse.gateway.call.Step;
import io.gatehouse.gateway.route.Route;
import io.gatehouse.gateway.route.RouteMatch;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import java.util.List;
import java.util.Optional;

/** The second stage: the route, and the one credential. */
public final class Identify {

  public Step<Identified> find(Call call, Accepted accepted) {
    accepted.on(call);
    var method = call.request().method();
    return switch (call.routes().match(call.authority().host(), call.path().segments(), method)) {
      case RouteMatch.Found(var route) -> credential(call, route);
      case RouteMatch.NoSuchPath none ->
          refused(
              Problem.of(
                  ProblemKind.NO_ROUTE, "No route of this gateway has this path.", "no route"));
      case RouteMatch.WrongMethod(var allowed) ->
          new Step.Refused<>(
              new Refusal(
                  Problem.of(
                      ProblemKind.METHOD_NOT_ALLOWED,
                      "This path does not take this method; the Allow field names those it takes.",
                      "method"),
                  List.of(new HttpField("Allow", String.join(", ", allowed)))));
    };
  }

  private static Step<Identified> credential(Call call, Route route) {
    call.trail().route(route);
    if (route.certificatesOnly() && !call.certificatesAsked()) {
      return refused(elsewhere());
    }
    return switch (CredentialReader.read(call.request(), route)) {
      case Presented.Several(var detail) ->
          refused(Problem.of(ProblemKind.AMBIGUOUS_CREDENTIALS, detail, detail));
      case Presented.Malformed(var detail) -> refused(Problem.malformed(detail));
      case Presented.Nothing nothing -> withoutCredential(call, route);
      case Presented.Foreign foreign -> {
        call.trail().credential("unknown");
        yield refused(notAccepted("a scheme that is not known"));
      }
      case Presented.One(var credential) -> withCredential(call, route, credential);
    };
  }

  private static Step<Identified> withCredential(Call call, Route route, Credential credential) {
    var kind = credential.kind();
    // A certificate belongs to the connection: where the route does not ask for one, none came.
    if (kind == CredentialKind.CERTIFICATE && !route.accepts(kind)) {
      return withoutCredential(call, route);
    }
    call.trail().credential(kind.code());
    return route.accepts(kind)
        ? passed(call, route, Optional.of(credential))
        : refused(notAccepted(kind.code()));
  }

  private static Step<Identified> withoutCredential(Call call, Route route) {
    return route.anonymous()
        ? passed(call, route, Optional.empty())
        : refused(
            Problem.of(
                ProblemKind.CREDENTIAL_REQUIRED,
                "This route needs a credential; WWW-Authenticate names the kinds it takes.",
                "no credential"));
  }

  private static Step<Identified> passed(Call call, Route route, Optional<Credential> credential) {
    call.trail().completed("identify");
    return new Step.Passed<>(new Identified(call, route, credential));
  }

  // RFC 9110 §15.5.20: the request is fine, and this connection can never answer it.
  private static Problem elsewhere() {
    return Problem.of(
        ProblemKind.MISDIRECTED,
        "This route takes client certificates only, and this listener asks for none. Use the"
            + " address that does.",
        "certificates only, at a listener that asks for none");
  }

  private static Problem notAccepted(String kind) {
    return Problem.of(
        ProblemKind.CREDENTIAL_REQUIRED,
        "This route does not take this kind of credential; WWW-Authenticate names the kinds it"
            + " takes.",
        kind + " is not accepted here");
  }

  private static Step<Identified> refused(Problem problem) {
    return new Step.Refused<>(Refusal.of(problem));
  }
}
