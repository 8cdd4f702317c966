package io.gatehouse.gateway.login;

import io.gatehouse.gateway.session.BrowserSession;
import io.gatehouse.gateway.session.BrowserSession.SignedIn;
import io.gatehouse.gateway.session.BrowserSessions;
import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.identity.ReplayGuard.Claim;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.Waiting;
import io.gatehouse.web.endpoint.Cookies;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.Parameters;
import io.gatehouse.web.endpoint.ParametersReading;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A browser that comes back from its issuer. The state must be the one that this browser was given
 * here, once; only then the issuer is asked.
 */
final class LoginReturn implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(LoginReturn.class);

  private final Logins logins;
  private final SealedStates states;
  private final CodeExchange exchange;
  private final Logins.Surroundings with;

  LoginReturn(Logins logins, SealedStates states, Logins.Surroundings with) {
    this.logins = logins;
    this.states = states;
    this.exchange = new CodeExchange(with.clock(), with.random());
    this.with = with;
  }

  @Override
  public Reply answer(Request request) {
    return switch (request.queryParameters()) {
      case ParametersReading.Refused refused ->
          stopped(request, LoginPage.NOT_COMPLETED, "parameters that can be read in two ways");
      case ParametersReading.Read(var parameters) -> answer(request, parameters);
    };
  }

  private Reply answer(Request request, Parameters parameters) {
    var kept = parameters.given("state").flatMap(state -> kept(request, state));
    var terms = logins.find(request.pathParameter("login"));
    if (kept.isEmpty() || terms.isEmpty()) {
      return stopped(request, LoginPage.NOT_BEGUN_HERE, "no such state in this browser");
    }
    var state = kept.get().state();
    if (!state.login().equals(terms.get().name())
        || !state.origin().equals(origin(request))
        || !with.clock().instant().isBefore(state.begun().plus(StateCookies.LIFE))) {
      return stopped(request, LoginPage.NOT_BEGUN_HERE, "a state of another place or time");
    }
    return come(request, parameters, new Coming(terms.get(), state))
        .with(Cookies.gone(kept.get().cookie()));
  }

  private record Kept(String cookie, LoginState state) {}

  private record Coming(LoginTerms terms, LoginState state) {}

  private Optional<Kept> kept(Request request, String sent) {
    return StateCookies.in(request.fields()).stream()
        .flatMap(each ->
            states.open(each.sealed()).map(state -> new Kept(each.cookie(), state)).stream())
        .filter(each -> each.state().state().equals(sent))
        .findFirst();
  }

  private static String origin(Request request) {
    var connection = request.connection();
    return (connection.secure() ? "https://" : "http://") + connection.authority();
  }

  private Reply come(Request request, Parameters parameters, Coming coming) {
    if (!isOfIssuer(parameters, coming.terms())) {
      return stopped(request, LoginPage.NOT_COMPLETED, "iss is another issuer, or left out");
    }
    if (!isFirst(request, coming)) {
      return stopped(request, LoginPage.NOT_BEGUN_HERE, "the state was used before");
    }
    var code = parameters.given("code");
    if (code.isEmpty() || parameters.value("error").isPresent()) {
      return stopped(request, LoginPage.NOT_COMPLETED, "the issuer answered without a code");
    }
    return switch (exchange.redeem(coming.terms(), coming.state(), code.get())) {
      case CodeExchange.Outcome.Refused(var reason) ->
          stopped(request, LoginPage.NOT_COMPLETED, reason);
      case CodeExchange.Outcome.Proven(var who) -> admit(request, coming, who);
    };
  }

  // RFC 9207 §2.4: an issuer that names itself always does; what it names must be it.
  private static boolean isOfIssuer(Parameters parameters, LoginTerms terms) {
    var named = parameters.value("iss");
    return named
        .map(terms.issuer().name()::equals)
        .orElseGet(() -> !terms.issuer().endpoints().sendsIss());
  }

  // No state outlives this process, so none is older than the guard's memory.
  private boolean isFirst(Request request, Coming coming) {
    var now = with.clock().instant();
    var claim =
        new Claim(
            "login:" + coming.terms().name(),
            coming.state().state(),
            now,
            coming.state().begun().plus(StateCookies.LIFE),
            request.requestId());
    return isFirst(with.replays(), claim);
  }

  static boolean isFirst(ReplayGuard replays, Claim claim) {
    return switch (replays.claim(claim)) {
      case FIRST -> true;
      case REPLAYED -> false;
      case RECOVERING, FULL ->
          throw new DependencyUnavailable(
              Dependency.REPLAY_GUARD, "what is good once cannot be marked now");
    };
  }

  // Judged before there is a session: whoever has no access would be sent to and fro for ever.
  private Reply admit(Request request, Coming coming, SignedIn who) {
    var session = with.sessions().draft(who);
    return switch (coming.terms().people().judge(session, Waiting.ALLOWED)) {
      case Attempt.Verified verified -> open(request, coming, session);
      case Attempt.Refused(var problem) ->
          stopped(request, LoginPage.NOT_ADMITTED, problem.reason());
      case Attempt.Park park -> throw new IllegalStateException("waiting was allowed");
    };
  }

  /** What the browser had before never becomes the session of who signed in now. */
  private Reply open(Request request, Coming coming, BrowserSession session) {
    request
        .cookie(BrowserSessions.COOKIE)
        .value()
        .ifPresent(old -> with.sessions().end(Secret.ofText(old)));
    var cookie = with.sessions().open(session);
    if (cookie.isEmpty()) {
      return stopped(request, LoginPage.NOT_COMPLETED, "signed out meanwhile");
    }
    return Reply.empty(303)
        .with("Location", coming.state().target())
        .with("Cache-Control", "no-store")
        .with("Referrer-Policy", "no-referrer")
        .with(Cookies.session(BrowserSessions.COOKIE, cookie.get().exposeText()));
  }

  private static Reply stopped(Request request, LoginPage page, String reason) {
    LOG.info("sign-in {} ended: {}", request.requestId(), reason);
    return page.reply(request);
  }
}
