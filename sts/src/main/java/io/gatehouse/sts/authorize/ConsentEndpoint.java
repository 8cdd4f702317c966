package io.gatehouse.sts.authorize;

import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.Scopes;
import io.gatehouse.sts.authorize.Transactions.Waiting;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.pages.Language;
import io.gatehouse.sts.pages.Page;
import io.gatehouse.sts.pages.Pages;
import io.gatehouse.sts.session.BrowserSession;
import io.gatehouse.sts.session.SessionCookie;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.PagePolicy;
import io.gatehouse.web.endpoint.Parameters;
import io.gatehouse.web.endpoint.ParametersReading;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import java.util.Map;
import java.util.Optional;

/** {@code /consent}: asks the person whether an application may have what it asks. */
public final class ConsentEndpoint implements Endpoint {
  private final AuthorizationFlow flow;
  private final Pages pages;
  private final ScopeWords words;
  private final AuditSink audit;

  public ConsentEndpoint(AuthorizationFlow flow, Pages pages, ScopeWords words, AuditSink audit) {
    this.flow = flow;
    this.pages = pages;
    this.words = words;
    this.audit = audit;
  }

  /** A waiting request and the person who is asked. */
  private record Question(Waiting waiting, AuthorizationRequest asked, BrowserSession session) {}

  @Override
  public Reply answer(Request request) {
    if (SessionCookie.conflict(request)) {
      return flow.failures().cookies(request);
    }
    boolean posted = request.method().equals("POST");
    try {
      return switch (posted ? request.form() : request.queryParameters()) {
        case ParametersReading.Refused refused -> flow.failures().flow(request);
        case ParametersReading.Read(var parameters) ->
            question(request, parameters)
                .map(q -> posted ? decide(request, q, parameters) : page(request, q))
                .orElseGet(() -> flow.failures().flow(request));
      };
    } catch (DependencyUnavailable outage) {
      return flow.failures().unavailable(request, outage);
    }
  }

  private Optional<Question> question(Request request, Parameters parameters) {
    var waiting = flow.transactions().find(request, parameters.given("flow"));
    var session = flow.sessions().current(request);
    if (waiting.isEmpty() || session.isEmpty()) {
      return Optional.empty();
    }
    return flow.reader().read(waiting.get().asked()) instanceof Reading.Accepted(var asked)
        ? Optional.of(new Question(waiting.get(), asked, session.get()))
        : Optional.empty();
  }

  private Reply decide(Request request, Question question, Parameters form) {
    if (form.given("decision").equals(Optional.of("allow"))) {
      return allow(question);
    }
    record("consent.refused", question);
    return flow.transactions().finish(question.waiting)
        ? question
            .asked
            .replyTo()
            .refusal(Refusal.of(OAuthError.ACCESS_DENIED, "The person did not allow it."))
        : flow.failures().flow(request);
  }

  /** Remembered first, and recorded: no code is given on the strength of an answer that is lost. */
  private Reply allow(Question question) {
    var owner = question.session.signIn().owner();
    flow.consents().give(owner, question.asked.client().clientId(), question.asked.extent());
    record("consent.given", question);
    flow.transactions().consented(question.waiting, question.session.id());
    return flow.go("/authorize/continue", question.waiting.handle());
  }

  private void record(String action, Question question) {
    audit.record(
        new AuditSink.Event(
            action,
            question.session.signIn().owner().value(),
            "client:" + question.asked.client().clientId(),
            "ok",
            Map.of("scope", Scopes.format(question.asked.scopes()))));
  }

  private Reply page(Request request, Question question) {
    var language =
        Language.choose(
            question.asked.wishes().uiLocales(), request.header("Accept-Language").value());
    var page =
        new Page.Consent(
            flow.issuer().path() + "/consent",
            question.waiting.handle(),
            question.asked.client().metadata().clientName(),
            question.session.username(),
            words.sentences(question.asked.extent(), language));
    // Browsers apply form-action to the redirect after the form, which leads to the client.
    var policy =
        PagePolicy.strict().allowingFormsTo(question.asked.replyTo().redirectUri().policySource());
    return pages.reply(200, page, language, policy);
  }
}
