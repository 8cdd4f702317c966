package io.gatehouse.sts.logout;

import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.issue.OwnTokens;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.oauth.RedirectUri;
import io.gatehouse.sts.pages.FailurePages;
import io.gatehouse.sts.pages.Language;
import io.gatehouse.sts.pages.Page;
import io.gatehouse.sts.pages.Pages;
import io.gatehouse.sts.session.BrowserSession;
import io.gatehouse.sts.session.BrowserSessions;
import io.gatehouse.sts.session.SessionCookie;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.PagePolicy;
import io.gatehouse.web.endpoint.Parameters;
import io.gatehouse.web.endpoint.ParametersReading;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import io.gatehouse.web.endpoint.Single;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /logout}. An ID token of this very session ends it at once; everybody else's request is
 * put before the person, so that no page of the web can sign them out.
 */
public final class LogoutEndpoint implements Endpoint {
  private final BrowserSessions sessions;
  private final LogoutReader reader;
  private final Show show;
  private final AuditSink audit;

  public LogoutEndpoint(
      BrowserSessions sessions, LogoutReading reading, Show show, AuditSink audit) {
    this.sessions = sessions;
    this.reader = new LogoutReader(reading.clients(), reading.tokens());
    this.show = show;
    this.audit = audit;
  }

  /** Who is asked about clients and ID tokens. */
  public record LogoutReading(Clients clients, OwnTokens tokens) {}

  /**
   * How it looks.
   *
   * @param action path of this endpoint
   */
  public record Show(Pages pages, FailurePages failures, String action) {}

  @Override
  public Reply answer(Request request) {
    if (SessionCookie.conflict(request)) {
      return show.failures.cookies(request);
    }
    boolean posted = request.method().equals("POST");
    try {
      return switch (posted ? request.form() : request.queryParameters()) {
        case ParametersReading.Refused refused -> show.failures.request(request, refused.detail());
        case ParametersReading.Read(var parameters) ->
            reader
                .read(parameters)
                .map(wish -> answer(request, parameters, wish))
                .orElseGet(
                    () -> show.failures.request(request, "the logout request does not hold"));
      };
    } catch (DependencyUnavailable outage) {
      return show.failures.unavailable(request, outage);
    }
  }

  private Reply answer(Request request, Parameters parameters, LogoutRequest wish) {
    var session = sessions.current(request);
    if (session.isEmpty()) {
      return done(request, wish);
    }
    if (wish.isAbout(session.get().id()) || isConfirmed(request, parameters)) {
      return end(request, wish, session.get());
    }
    return ask(request, parameters, wish);
  }

  private Reply end(Request request, LogoutRequest wish, BrowserSession session) {
    sessions.end(session);
    audit.record(
        new AuditSink.Event(
            "session.ended",
            session.signIn().owner().value(),
            "session:" + session.id(),
            "ok",
            Map.of("by", wish.client().map(RegisteredClient::clientId).orElse("person"))));
    return done(request, wish);
  }

  private Reply done(Request request, LogoutRequest wish) {
    Reply reply =
        wish.target(request.method().equals("POST"))
            .map(target -> Reply.seeOther(target).with("Referrer-Policy", "no-referrer"))
            .orElseGet(() -> show.pages.reply(200, new Page.SignedOut(), Language.of(request)));
    return (reply.has("Cache-Control") ? reply : reply.with("Cache-Control", "no-store"))
        .with(SessionCookie.SESSION.gone());
  }

  private Reply ask(Request request, Parameters parameters, LogoutRequest wish) {
    var page =
        new Page.Logout(
            show.action,
            confirmation(request).orElse(""),
            wish.client().map(RegisteredClient::clientId).orElse(""),
            wish.returnTo().map(RedirectUri::value).orElse(""),
            parameters.given("state").orElse(""),
            parameters.given("ui_locales").orElse(""));
    // Browsers apply form-action to the redirect after the form.
    var policy =
        wish.returnTo()
            .map(uri -> PagePolicy.strict().allowingFormsTo(uri.policySource()))
            .orElse(PagePolicy.strict());
    return show.pages.reply(200, page, Language.of(request), policy);
  }

  private static boolean isConfirmed(Request request, Parameters parameters) {
    var expected = confirmation(request);
    return request.method().equals("POST")
        && expected.isPresent()
        && expected.equals(parameters.given("confirm"));
  }

  /** Only who was shown the page in this session knows it: a hash of the session's cookie. */
  private static Optional<String> confirmation(Request request) {
    return SessionCookie.SESSION.in(request) instanceof Single.One(var secret)
        ? Optional.of(Fingerprint.of("logout " + secret).value())
        : Optional.empty();
  }
}
