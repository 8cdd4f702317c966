package io.gatehouse.sts.device;

import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.sts.authorize.AuthorizationFlow;
import io.gatehouse.sts.authorize.Detour;
import io.gatehouse.sts.authorize.ScopeWords;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.pages.Language;
import io.gatehouse.sts.pages.Page;
import io.gatehouse.sts.pages.Pages;
import io.gatehouse.sts.session.BrowserSession;
import io.gatehouse.sts.session.SessionCookie;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.Parameters;
import io.gatehouse.web.endpoint.ParametersReading;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * {@code /device}: a person types the code that a device shows, sees who asks for what, and allows
 * it or not. A link that carries the code only fills it in (RFC 8628 §5.4).
 */
public final class DeviceEndpoint implements Endpoint {
  private static final String PATH = "/device";

  private final AuthorizationFlow flow;
  private final Pages pages;
  private final Registers registers;
  private final UserCodeTries tries;

  public DeviceEndpoint(
      AuthorizationFlow flow, Pages pages, Registers registers, LongSupplier nanos) {
    this.flow = flow;
    this.pages = pages;
    this.registers = registers;
    this.tries = new UserCodeTries(nanos);
  }

  /** Who is asked and told. */
  public record Registers(
      DeviceStore devices, Clients clients, ScopeWords words, AuditSink audit) {}

  /** A grant that waits, with the person who is asked. */
  private record Question(
      AuthorizationFlow.Arrived arrived,
      UserCode code,
      DeviceGrant grant,
      RegisteredClient client) {
    BrowserSession session() {
      return arrived.session();
    }
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
            parameters.given("flow").isPresent()
                ? decision(request, parameters, posted)
                : entry(request, parameters, posted);
      };
    } catch (DependencyUnavailable outage) {
      return flow.failures().unavailable(request, outage);
    }
  }

  private Reply entry(Request request, Parameters parameters, boolean posted) {
    var typed = parameters.given("user_code").flatMap(UserCode::parse);
    if (!posted) {
      return ask(request, 200, typed.map(UserCode::shown).orElse(""), "");
    }
    var from = request.connection().peer();
    if (tries.tooMany(from)) {
      return ask(request, 429, "", "device.toomany").with("Retry-After", "300");
    }
    var client = typed.flatMap(this::waiting).flatMap(this::client);
    if (client.isEmpty()) {
      tries.wrong(from);
      return ask(request, 403, "", "device.wrong");
    }
    var name = client.get().metadata().clientName();
    return flow.detour(request, new Detour(PATH, typed.orElseThrow().letters(), name));
  }

  private Optional<DeviceGrant> waiting(UserCode code) {
    return registers.devices.waiting(code.fingerprint(), flow.clock().instant());
  }

  private Optional<RegisteredClient> client(DeviceGrant grant) {
    return registers.clients.find(grant.clientId());
  }

  private Reply decision(Request request, Parameters parameters, boolean posted) {
    return flow.arrived(request, parameters.given("flow"), PATH)
        .flatMap(this::question)
        .map(
            question -> posted ? decide(request, question, parameters) : confirm(request, question))
        .orElseGet(() -> flow.failures().flow(request));
  }

  private Optional<Question> question(AuthorizationFlow.Arrived arrived) {
    return UserCode.parse(arrived.detour().value())
        .flatMap(code ->
            waiting(code)
                .flatMap(grant ->
                    client(grant).map(client -> new Question(arrived, code, grant, client))));
  }

  private Reply decide(Request request, Question question, Parameters form) {
    boolean allowed = form.given("decision").equals(Optional.of("allow"));
    var signIn =
        allowed
            ? Optional.of(question.session().signIn())
            : Optional.<io.gatehouse.sts.oauth.SignIn>empty();
    if (!flow.finish(question.arrived)
        || !registers.devices.decide(question.code.fingerprint(), signIn, flow.clock().instant())) {
      return flow.failures().flow(request);
    }
    registers.audit.record(
        new AuditSink.Event(
            allowed ? "device.allowed" : "device.denied",
            question.session().signIn().owner().value(),
            "client:" + question.client.clientId(),
            "ok",
            Map.of("from", request.connection().peer().getHostAddress())));
    var language = language(request);
    var key = allowed ? "device.allowed" : "device.denied";
    var page =
        new Page.DeviceDone(
            pages.text(key + ".title", language), pages.text(key + ".lead", language));
    return pages.reply(200, page, language);
  }

  private Reply ask(Request request, int status, String code, String problem) {
    var language = language(request);
    var page =
        new Page.Device(
            flow.issuer().path() + PATH,
            code,
            problem.isEmpty() ? "" : pages.text(problem, language));
    return pages.reply(status, page, language);
  }

  private Reply confirm(Request request, Question question) {
    var language = language(request);
    var scopes = registers.words.sentences(question.grant.scopes(), language);
    var page =
        new Page.DeviceConfirm(
            flow.issuer().path() + PATH,
            question.arrived.handle(),
            question.client.metadata().clientName(),
            question.code.shown(),
            question.session().username(),
            scopes);
    return pages.reply(200, page, language);
  }

  private static Language language(Request request) {
    return Language.choose(Optional.empty(), request.header("Accept-Language").value());
  }
}
