package io.gatehouse.sts.login;

import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.PasswordCheck;
import io.gatehouse.identity.Secret;
import io.gatehouse.sts.authorize.AuthorizationFlow;
import io.gatehouse.sts.authorize.WaitingRequest;
import io.gatehouse.sts.session.SessionCookie;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.Parameters;
import io.gatehouse.web.endpoint.ParametersReading;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import java.util.List;
import java.util.Map;

/** {@code /login}: the form by GET, the try by POST. */
public final class LoginEndpoint implements Endpoint {
  private final AuthorizationFlow flow;
  private final LoginPage page;
  private final Means means;

  public LoginEndpoint(AuthorizationFlow flow, LoginPage page, Means means) {
    this.flow = flow;
    this.page = page;
    this.means = means;
  }

  @Override
  public Reply answer(Request request) {
    if (SessionCookie.conflict(request)) {
      return flow.failures().cookies(request);
    }
    boolean posted = request.method().equals("POST");
    try {
      return switch (posted ? request.form() : request.queryParameters()) {
        case ParametersReading.Refused refused ->
            flow.failures().request(request, refused.detail());
        case ParametersReading.Read(var parameters) ->
            flow.waiting(request, parameters.given("flow"))
                .map(w -> posted ? attempt(request, w, parameters) : page.first(request, w))
                .orElseGet(() -> flow.failures().flow(request));
      };
    } catch (DependencyUnavailable outage) {
      // An outage is never told as a wrong password, and counts for nobody.
      return flow.failures().unavailable(request, outage);
    }
  }

  private Reply attempt(Request request, WaitingRequest waiting, Parameters form) {
    String username = form.value("username").orElse("");
    var password = Secret.ofText(form.value("password").orElse(""));
    if (username.isEmpty() || password.length() == 0) {
      return page.again(request, waiting, new LoginPage.Failure("login.wrong", username));
    }
    var answer = means.passwords().check(username, password, request.connection().peer());
    return switch (answer) {
      case PasswordCheck.Answer.Correct(var owner) -> correct(request, waiting, owner);
      case PasswordCheck.Answer.MustChange(var owner) -> {
        record("login.refused", owner, "password_must_change");
        yield page.again(request, waiting, new LoginPage.Failure("login.mustchange", username));
      }
      // One answer for both: who is throttled exists, so a different page would tell.
      case PasswordCheck.Answer.Wrong() -> wrong(request, waiting, username);
      case PasswordCheck.Answer.TooMany tooMany -> wrong(request, waiting, username);
    };
  }

  private Reply wrong(Request request, WaitingRequest waiting, String username) {
    means
        .audit()
        .record(
            new AuditSink.Event(
                "login.refused",
                "-",
                "-",
                "wrong_or_throttled",
                Map.of("from", request.connection().peer().getHostAddress())));
    return page.again(request, waiting, new LoginPage.Failure("login.wrong", username));
  }

  private Reply correct(Request request, WaitingRequest waiting, Owner owner) {
    if (means.secondFactors().enrolled(owner.id())) {
      record("login.refused", owner, "second_factor_needed");
      return page.again(
          request, waiting, new LoginPage.Failure("login.secondfactor", owner.username()));
    }
    var started = means.sessions().start(request, owner, List.of("pwd"));
    means.transactions().signedIn(waiting.waiting(), started.session().id());
    record("login.succeeded", owner, "ok");
    return flow.goOn(waiting).with(started.cookie());
  }

  private void record(String action, Owner owner, String outcome) {
    means
        .audit()
        .record(
            new AuditSink.Event(action, owner.id().value(), owner.id().value(), outcome, Map.of()));
  }
}
