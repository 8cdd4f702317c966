package io.gatehouse.sts.token;

import io.gatehouse.identity.Confirmation;
import io.gatehouse.identity.Scopes;
import io.gatehouse.identity.Secret;
import io.gatehouse.sts.issue.Issued;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.ParametersReading;
import io.gatehouse.web.endpoint.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answers to clients; no cache keeps any of them (RFC 6749 §5.1). */
public final class TokenReply {
  private TokenReply() {}

  static Reply tokens(Issued issued, GrantType grant) {
    var members = new LinkedHashMap<String, Json>();
    members.put("access_token", text(issued.accessToken()));
    members.put("token_type", new Json.Text(type(issued)));
    members.put("expires_in", new Json.Whole(issued.lifetime().toSeconds()));
    if (!issued.scopes().isEmpty()) {
      members.put("scope", new Json.Text(Scopes.format(issued.scopes())));
    }
    if (grant == GrantType.TOKEN_EXCHANGE) {
      // RFC 8693 §2.2.1.
      members.put(
          "issued_token_type", new Json.Text("urn:ietf:params:oauth:token-type:access_token"));
    }
    issued.refreshToken().ifPresent(token -> members.put("refresh_token", text(token)));
    issued.idToken().ifPresent(token -> members.put("id_token", text(token)));
    return json(200, members);
  }

  /** RFC 9449 §5: only a key of DPoP has a type of its own; a certificate leaves it Bearer. */
  private static String type(Issued issued) {
    return issued.binding().stream().anyMatch(Confirmation.DpopKey.class::isInstance)
        ? "DPoP"
        : "Bearer";
  }

  /** RFC 6749 §5.2. */
  public static Reply refusal(Refusal refusal) {
    return refusal(refusal.error().status(), refusal.error(), refusal.description());
  }

  /** A form that cannot be read; the detail names no value of it. */
  public static Reply unreadable(ParametersReading.Refused refused) {
    return refusal(refused.status(), OAuthError.INVALID_REQUEST, refused.detail());
  }

  public static Reply unavailable() {
    return refusal(
            OAuthError.TEMPORARILY_UNAVAILABLE.status(),
            OAuthError.TEMPORARILY_UNAVAILABLE,
            "A system that we depend on does not answer. Try again soon.")
        .with("Retry-After", "2");
  }

  private static Reply refusal(int status, OAuthError error, String description) {
    var members = new LinkedHashMap<String, Json>();
    members.put("error", new Json.Text(error.code()));
    members.put("error_description", new Json.Text(description));
    Reply reply = json(status, members);
    return switch (status) {
      case 401 -> reply.with("WWW-Authenticate", "Basic realm=\"gatehouse\", charset=\"UTF-8\"");
      case 429 -> reply.with("Retry-After", "60");
      default -> reply;
    };
  }

  /** An object that no cache keeps. */
  public static Reply json(int status, Map<String, Json> members) {
    return Reply.json(status, new Json.Members(members).write())
        .with("Cache-Control", "no-store")
        .with("Pragma", "no-cache");
  }

  private static Json text(Secret token) {
    return new Json.Text(token.exposeText());
  }
}
