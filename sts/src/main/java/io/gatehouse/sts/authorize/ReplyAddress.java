package io.gatehouse.sts.authorize;

import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.RedirectUri;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.web.endpoint.Reply;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Where the answer goes, once client and redirect URI are known to belong together.
 *
 * @param form the page that posts the answer; empty: it goes into the query
 */
record ReplyAddress(
    RedirectUri redirectUri, Optional<String> state, Issuer issuer, Optional<FormPost.Form> form) {

  Reply code(String code) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("code", code);
    return reply(parameters);
  }

  Reply refusal(Refusal refusal) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("error", refusal.error().code());
    parameters.put("error_description", refusal.description());
    return reply(parameters);
  }

  /** RFC 9207 §2: every answer names its issuer, so that a client cannot mix two up. */
  private Reply reply(LinkedHashMap<String, String> parameters) {
    state.ifPresent(value -> parameters.put("state", value));
    parameters.put("iss", issuer.value());
    return form.map(page -> page.carrying(redirectUri, parameters))
        .orElseGet(() -> redirect(parameters));
  }

  private Reply redirect(LinkedHashMap<String, String> parameters) {
    return Reply.seeOther(redirectUri.with(parameters))
        .with("Cache-Control", "no-store")
        .with("Referrer-Policy", "no-referrer");
  }
}
