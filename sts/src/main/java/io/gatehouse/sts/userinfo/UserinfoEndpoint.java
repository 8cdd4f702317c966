package io.gatehouse.sts.userinfo;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Owner;
import io.gatehouse.sts.issue.HolderBinding;
import io.gatehouse.sts.issue.OwnTokens;
import io.gatehouse.sts.issue.Standing;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import io.gatehouse.web.endpoint.Single;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code /userinfo}. The token comes in the header only: content and URL are logged elsewhere. */
public final class UserinfoEndpoint implements Endpoint {
  private static final String BEARER = "bearer ";

  private final OwnTokens tokens;
  private final Standing standing;

  public UserinfoEndpoint(OwnTokens tokens, Standing standing) {
    this.tokens = tokens;
    this.standing = standing;
  }

  @Override
  public Reply answer(Request request) {
    return switch (request.header("Authorization")) {
      case Single.Absent() -> challenge(401, "Bearer realm=\"gatehouse\"");
      case Single.Repeated() -> refuse(Refusal.malformed("Two Authorization fields."));
      case Single.One(var text) ->
          bearer(text)
              .then(claims -> heldByItsKey(claims, request))
              .then(this::alive)
              .then(UserinfoEndpoint::holdsOpenid)
              .then(this::shown)
              .fold(UserinfoEndpoint::reply, UserinfoEndpoint::refuse);
    };
  }

  /** What is shown, about whom. */
  private record Shown(Claims claims, Owner owner) {}

  private Checked<Claims> bearer(String authorization) {
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return Checked.refused(invalid("another scheme than Bearer"));
    }
    var token = authorization.substring(BEARER.length()).strip();
    return Checked.present(tokens.accessToken(token), invalid("the token does not verify"));
  }

  /** RFC 8705 §3: a bound token without its key was taken from somebody. */
  private static Checked<Claims> heldByItsKey(Claims claims, Request request) {
    return HolderBinding.isMet(claims, request.connection())
        ? Checked.passed(claims)
        : Checked.refused(invalid("the token is bound to another key"));
  }

  private Checked<Claims> alive(Claims claims) {
    return standing.isTakenBack(claims)
        ? Checked.refused(invalid("the token was revoked"))
        : Checked.passed(claims);
  }

  private static Checked<Claims> holdsOpenid(Claims claims) {
    return claims.scopes().contains(ScopeCatalog.OPENID)
        ? Checked.passed(claims)
        : Checked.refused(
            Refusal.of(OAuthError.INSUFFICIENT_SCOPE, "The token lacks the scope openid."));
  }

  private Checked<Shown> shown(Claims claims) {
    return claims
        .subject()
        .flatMap(EntryUuid::parse)
        .map(owner -> standing.owner(owner).map(alive -> new Shown(claims, alive)))
        .orElseGet(() -> Checked.refused(invalid("the token is not a person's")))
        .fold(Checked::passed, refusal -> Checked.refused(invalid(refusal.reason())));
  }

  private static Reply reply(Shown shown) {
    var members = new LinkedHashMap<String, Json>();
    members.put("sub", new Json.Text(shown.owner.id().value()));
    var scopes = shown.claims.scopes();
    var profile = shown.owner.profile();
    if (scopes.contains(ScopeCatalog.PROFILE)) {
      put(members, "name", profile.name());
      put(members, "given_name", profile.givenName());
      put(members, "family_name", profile.familyName());
      put(members, "preferred_username", Optional.of(shown.owner.username()));
    }
    if (scopes.contains(ScopeCatalog.EMAIL) && profile.email().isPresent()) {
      put(members, "email", profile.email());
      // The directory says what the address is; nobody here has seen a letter arrive.
      members.put("email_verified", new Json.Flag(false));
    }
    return Reply.json(200, new Json.Members(members).write()).with("Cache-Control", "no-store");
  }

  private static void put(Map<String, Json> members, String name, Optional<String> value) {
    value.ifPresent(text -> members.put(name, new Json.Text(text)));
  }

  private static Refusal invalid(String reason) {
    return new Refusal(OAuthError.INVALID_TOKEN, "The access token is not valid.", reason);
  }

  /** RFC 6750 §3. */
  private static Reply refuse(Refusal refusal) {
    String scope = refusal.error() == OAuthError.INSUFFICIENT_SCOPE ? ", scope=\"openid\"" : "";
    return challenge(
        refusal.error().status(),
        "Bearer realm=\"gatehouse\", error=\"%s\", error_description=\"%s\"%s"
            .formatted(refusal.error().code(), refusal.description(), scope));
  }

  private static Reply challenge(int status, String value) {
    return Reply.empty(status).with("WWW-Authenticate", value).with("Cache-Control", "no-store");
  }
}
