package io.gatehouse.sts.authorize;

import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.issue.OwnTokens;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.RedirectUri;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.oauth.Resource;
import io.gatehouse.sts.oauth.ResourceCatalog;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.tokens.jwt.Claims;
import java.util.Optional;
import java.util.Set;

/** Reads authorization requests: who asks and where the answer goes first, then the rest. */
public final class RequestReader {
  private final Clients clients;
  private final OwnTokens tokens;
  private final Offer offer;
  private final RequestRules rules;

  public RequestReader(Clients clients, OwnTokens tokens, Offer offer) {
    this.clients = clients;
    this.tokens = tokens;
    this.offer = offer;
    this.rules = new RequestRules(offer.scopes());
  }

  /** What there is to ask for, and who answers. */
  public record Offer(
      Issuer issuer, ScopeCatalog scopes, ResourceCatalog resources, FormPost formPost) {}

  Reading read(AskedParameters asked) {
    var client = asked.given("client_id").flatMap(clients::find);
    if (client.isEmpty()) {
      return new Reading.OnPage("the client is unknown or revoked");
    }
    // RFC 9700 §4.1.3: the same characters as registered, or nobody is sent anywhere.
    var redirectUri = asked.given("redirect_uri").flatMap(sent -> registered(client.get(), sent));
    if (redirectUri.isEmpty()) {
      return new Reading.OnPage("the redirect URI is not one of client " + name(client.get()));
    }
    var replyTo = replyTo(redirectUri.get(), asked);
    return judged(new Draft(client.get(), asked), replyTo);
  }

  /** To whom a request is refused that was never read further. */
  Reading refuse(AskedParameters asked, Refusal refusal) {
    var client = asked.given("client_id").flatMap(clients::find);
    var target =
        client.flatMap(
            known -> asked.given("redirect_uri").flatMap(sent -> registered(known, sent)));
    return client.isPresent() && target.isPresent()
        ? refused(new Draft(client.get(), asked), replyTo(target.get(), asked), refusal)
        : new Reading.OnPage(refusal.error().code() + ": " + refusal.reason());
  }

  private ReplyAddress replyTo(RedirectUri redirectUri, AskedParameters asked) {
    var posted = asked.given("response_mode").filter("form_post"::equals);
    return new ReplyAddress(
        redirectUri,
        asked.given("state"),
        offer.issuer(),
        posted.map(mode -> offer.formPost().in(asked.given("ui_locales"))));
  }

  private static Optional<RedirectUri> registered(RegisteredClient client, String sent) {
    return client.metadata().redirectUris().stream()
        .filter(registered -> registered.value().equals(sent))
        .findFirst();
  }

  private static String name(RegisteredClient client) {
    return client.clientId();
  }

  private Reading judged(Draft draft, ReplyAddress replyTo) {
    var broken = rules.firstBroken(draft);
    if (broken.isPresent()) {
      return refused(draft, replyTo, broken.get());
    }
    Set<String> scopes = draft.scopes().orElseThrow();
    return switch (offer.resources().select(draft.asked().all("resource"), scopes)) {
      case ResourceCatalog.Selection.Refused(var refusal) -> refused(draft, replyTo, refusal);
      case ResourceCatalog.Selection.Chosen(var resource) -> hinted(draft, replyTo, resource);
    };
  }

  private Reading hinted(Draft draft, ReplyAddress replyTo, Optional<Resource> resource) {
    var hint = draft.asked().given("id_token_hint");
    var subject =
        hint.flatMap(token -> tokens.idTokenHint(token, draft.client().clientId()))
            .flatMap(Claims::subject);
    if (hint.isPresent() && subject.isEmpty()) {
      return refused(
          draft,
          replyTo,
          Refusal.of(OAuthError.INVALID_REQUEST, "The id_token_hint is not one of this client."));
    }
    var named = draft.claims().orElseThrow().subject();
    if (named.isPresent() && subject.isPresent() && !named.equals(subject)) {
      return refused(
          draft,
          replyTo,
          Refusal.malformed("The id_token_hint and the parameter claims name two persons."));
    }
    return new Reading.Accepted(request(draft, replyTo, resource, subject.or(() -> named)));
  }

  private static AuthorizationRequest request(
      Draft draft, ReplyAddress replyTo, Optional<Resource> resource, Optional<String> subject) {
    return new AuthorizationRequest(
        draft.client(),
        replyTo,
        draft.scopes().orElseThrow(),
        resource,
        draft.asked().given("nonce"),
        draft.challenge(),
        draft.prompts().orElseThrow(),
        draft.maxAge(),
        subject,
        draft.claims().orElseThrow(),
        draft.asked().given("dpop_jkt"),
        new AuthorizationRequest.Wishes(
            draft.asked().given("login_hint"), draft.asked().given("ui_locales")));
  }

  /**
   * RFC 9700 §4.11.2: a client that registered itself does not get a browser sent on before a
   * person did something; that would make this host an open redirector. The addresses of the others
   * were looked at by who registered them.
   */
  private static Reading refused(Draft draft, ReplyAddress replyTo, Refusal refusal) {
    return draft.client().metadata().security().selfRegistered()
        ? new Reading.OnPage(refusal.error().code() + ": " + refusal.description())
        : new Reading.Refused(replyTo, refusal);
  }
}
