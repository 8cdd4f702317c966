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
  public record Offer(Issuer issuer, ScopeCatalog scopes, ResourceCatalog resources) {}

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
    var replyTo = new ReplyAddress(redirectUri.get(), asked.given("state"), offer.issuer());
    return judged(new Draft(client.get(), asked), replyTo);
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
    return new Reading.Accepted(request(draft, replyTo, resource, subject));
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
        new AuthorizationRequest.Wishes(
            draft.asked().given("login_hint"), draft.asked().given("ui_locales")));
  }

  /**
   * RFC 9700 §4.11.2: a client that anybody could have registered does not get a browser sent on
   * before a person did something; that would make this host an open redirector.
   */
  private static Reading refused(Draft draft, ReplyAddress replyTo, Refusal refusal) {
    return draft.client().metadata().firstParty()
        ? new Reading.Refused(replyTo, refusal)
        : new Reading.OnPage(refusal.error().code() + ": " + refusal.description());
  }
}
