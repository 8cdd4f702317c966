package io.gatehouse.sts.authorize;

import io.gatehouse.sts.authorize.TransactionStore.Transaction;
import io.gatehouse.sts.authorize.Transactions.Waiting;
import io.gatehouse.sts.consent.Consents;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.pages.FailurePages;
import io.gatehouse.sts.session.BrowserSession;
import io.gatehouse.sts.session.BrowserSessions;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The way of a request from its first look to its answer, which every browser step comes back to.
 *
 * @param clock decides about max_age
 */
public record AuthorizationFlow(
    Issuer issuer,
    RequestReader reader,
    Origins origins,
    BrowserSessions sessions,
    Transactions transactions,
    Consents consents,
    Codes codes,
    FailurePages failures,
    InstantSource clock) {

  /** Where requests come from beside the address line: pushed before, or as signed objects. */
  public record Origins(PushedRequests pushed, RequestObjects objects) {}

  /** A request that comes for the first time. */
  Reply begin(Request request, AskedParameters asked) {
    var requestUri = asked.given("request_uri").filter(PushedRequests::isOurs);
    if (requestUri.isPresent()) {
      // RFC 9126 §4: what was pushed counts, and nothing that stands beside it.
      return origins
          .pushed
          .take(requestUri.get(), asked.given("client_id").orElse(""))
          .map(pushed -> first(request, pushed, reader.read(pushed)))
          .orElseGet(() -> failures.request(request, "the request_uri is over, or not of these"));
    }
    return origins
        .objects
        .open(asked, request.requestId())
        .fold(
            opened -> first(request, opened, reader.read(opened)),
            refusal -> first(request, asked, reader.refuse(asked, refusal)));
  }

  private Reply first(Request request, AskedParameters asked, Reading reading) {
    return switch (reading) {
      case Reading.OnPage(var reason) -> failures.request(request, reason);
      case Reading.Refused(var replyTo, var refusal) -> replyTo.refusal(refusal);
      case Reading.Accepted(var accepted) -> firstStep(request, asked, accepted);
    };
  }

  private Reply firstStep(Request request, AskedParameters asked, AuthorizationRequest accepted) {
    // A form posted from the application's site comes without our cookies (SameSite): look again
    // when the browser comes back by itself.
    if (request.method().equals("POST")) {
      return wait(request, asked, "/authorize/continue");
    }
    return switch (NextStep.of(accepted, situation(request, accepted, Optional.empty()))) {
      case NextStep.SignIn() -> wait(request, asked, "/login");
      case NextStep.Consent consent -> wait(request, asked, "/consent");
      case NextStep.Answer(var session) -> answer(accepted, session);
      case NextStep.Refuse(var refusal) -> refuse(request, accepted, refusal);
    };
  }

  /** The same request again, after a step; it is judged anew, the client with it. */
  Reply resume(Request request, Waiting waiting) {
    var detour = Detour.in(waiting.asked());
    if (detour.isPresent()) {
      return go(detour.get().path(), waiting.handle());
    }
    return switch (reader.read(waiting.asked())) {
      case Reading.OnPage(var reason) -> failures.request(request, reason);
      case Reading.Refused(var replyTo, var refusal) -> replyTo.refusal(refusal);
      case Reading.Accepted(var accepted) -> nextStep(request, waiting, accepted);
    };
  }

  private Reply nextStep(Request request, Waiting waiting, AuthorizationRequest accepted) {
    var transaction = Optional.of(waiting.transaction());
    return switch (NextStep.of(accepted, situation(request, accepted, transaction))) {
      case NextStep.SignIn() -> go("/login", waiting.handle());
      case NextStep.Consent consent -> go("/consent", waiting.handle());
      case NextStep.Answer(var live) ->
          transactions.finish(waiting) ? answer(accepted, live) : failures.flow(request);
      case NextStep.Refuse(var refusal) ->
          transactions.finish(waiting)
              ? refuse(request, accepted, refusal)
              : failures.flow(request);
    };
  }

  private NextStep.Situation situation(
      Request request, AuthorizationRequest accepted, Optional<Transaction> waiting) {
    var session = sessions.current(request);
    boolean allowed =
        accepted.isFromAKnownApplication()
            && session
                .map(live -> live.signIn().owner())
                .filter(
                    owner -> consents.cover(owner, accepted.client().clientId(), accepted.extent()))
                .isPresent();
    return new NextStep.Situation(session, allowed, waiting, clock.instant());
  }

  /** What the login step may know; empty when the request does not hold any more. */
  public Optional<WaitingRequest> waiting(Request request, Optional<String> handle) {
    return transactions
        .find(request, handle)
        .flatMap(waiting ->
            Detour.in(waiting.asked())
                .map(detour ->
                    new WaitingRequest(
                        waiting,
                        detour.clientName(),
                        issuer.value(),
                        Optional.empty(),
                        Optional.empty()))
                .or(() -> waiting(waiting)));
  }

  private Optional<WaitingRequest> waiting(Waiting waiting) {
    return Optional.of(waiting)
        .flatMap(found ->
            reader.read(waiting.asked()) instanceof Reading.Accepted(var accepted)
                ? Optional.of(WaitingRequest.of(waiting, accepted))
                : Optional.empty());
  }

  /** To a page that a signed-in person must see, by way of the login when nobody is. */
  public Reply detour(Request request, Detour detour) {
    boolean signedIn = sessions.current(request).isPresent();
    return wait(request, detour.asked(), signedIn ? detour.path() : "/login");
  }

  /** A signed-in person who arrived at the page of a detour. */
  public record Arrived(Waiting waiting, Detour detour, BrowserSession session) {
    public String handle() {
      return waiting.handle();
    }
  }

  /** Empty when the handle is another browser's, another page's, or nobody is signed in. */
  public Optional<Arrived> arrived(Request request, Optional<String> handle, String path) {
    return transactions
        .find(request, handle)
        .flatMap(waiting ->
            Detour.in(waiting.asked())
                .filter(detour -> detour.path().equals(path))
                .flatMap(detour ->
                    sessions
                        .current(request)
                        .map(session -> new Arrived(waiting, detour, session))));
  }

  /** True for exactly one caller: the one who may act on it. */
  public boolean finish(Arrived arrived) {
    return transactions.finish(arrived.waiting());
  }

  /** After a sign-in: back to where the request is looked at again. */
  public Reply goOn(WaitingRequest request) {
    return go("/authorize/continue", request.waiting().handle());
  }

  private Reply answer(AuthorizationRequest request, BrowserSession session) {
    return codes
        .give(request, session)
        .fold(request.replyTo()::code, refusal -> request.replyTo().refusal(refusal));
  }

  /** As at reading: before a person acted, only trusted addresses get the browser back. */
  private Reply refuse(Request request, AuthorizationRequest accepted, Refusal refusal) {
    return accepted.client().metadata().security().selfRegistered()
        ? failures.request(request, refusal.error().code())
        : accepted.replyTo().refusal(refusal);
  }

  private Reply wait(Request request, AskedParameters asked, String path) {
    var opened = transactions.open(request, asked);
    return go(path, opened.handle()).with(opened.cookie());
  }

  /** RFC 9700 §4.12: 303, so that the browser repeats no form. */
  Reply go(String path, String handle) {
    return Reply.seeOther(URI.create(issuer.at(path + "?flow=" + handle)))
        .with("Cache-Control", "no-store")
        .with("Referrer-Policy", "no-referrer");
  }
}
