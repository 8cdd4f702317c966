package io.gatehouse.sts.userinfo;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Owner;
import io.gatehouse.sts.issue.HolderBinding;
import io.gatehouse.sts.issue.OwnTokens;
import io.gatehouse.sts.issue.PersonClaims;
import io.gatehouse.sts.issue.Standing;
import io.gatehouse.sts.issue.TokenIssuer;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.sts.token.DpopProofs;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.DpopVerifier;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/** {@code /userinfo}, by GET and by POST (OpenID Connect Core §5.3.1). */
public final class UserinfoEndpoint implements Endpoint {
  private final OwnTokens tokens;
  private final Standing standing;
  private final DpopProofs proofs;

  public UserinfoEndpoint(OwnTokens tokens, Standing standing, DpopProofs proofs) {
    this.tokens = tokens;
    this.standing = standing;
    this.proofs = proofs;
  }

  @Override
  public Reply answer(Request request) {
    return proofs.withNonce(request, judged(request));
  }

  private Reply judged(Request request) {
    return PresentedToken.in(request)
        .map(presented ->
            presented
                .then(token -> believed(token, request))
                .then(this::alive)
                .then(UserinfoEndpoint::holdsOpenid)
                .then(this::shown)
                .fold(UserinfoEndpoint::reply, UserinfoEndpoint::refuse))
        // RFC 6750 §3.1: without a token there is no error to tell.
        .orElseGet(() -> challenge(401, "Bearer realm=\"gatehouse\""));
  }

  /** What is shown, about whom. */
  private record Shown(Claims claims, Owner owner) {}

  private Checked<Claims> believed(PresentedToken presented, Request request) {
    return Checked.present(
            tokens.accessToken(presented.token()), invalid("the token does not verify"))
        .then(claims -> heldByItsKey(claims, presented, request));
  }

  /** RFC 9449 §7.1: a bound token under the scheme DPoP, and nothing else under it. */
  private Checked<Claims> heldByItsKey(Claims claims, PresentedToken presented, Request request) {
    if (!presented.dpop()) {
      return heldByItsCertificate(claims, request);
    }
    return proofs
        .in(request, "/userinfo", Optional.of(presented.token()))
        .then(key ->
            key.isPresent() && HolderBinding.isTo(key.get(), claims)
                ? Checked.passed(claims)
                : Checked.refused(invalid("the token is not bound to a key that was proven")));
  }

  /** RFC 8705 §3: a bound token without its key was taken from somebody. */
  private static Checked<Claims> heldByItsCertificate(Claims claims, Request request) {
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
    var named = Set.copyOf(shown.claims.texts(TokenIssuer.USERINFO_CLAIMS));
    members.putAll(PersonClaims.shown(shown.owner, shown.claims.scopes(), named));
    return Reply.json(200, new Json.Members(members).write()).with("Cache-Control", "no-store");
  }

  private static Refusal invalid(String reason) {
    return new Refusal(OAuthError.INVALID_TOKEN, "The access token is not valid.", reason);
  }

  /** RFC 6750 §3. */
  private static Reply refuse(Refusal refusal) {
    String scope = refusal.error() == OAuthError.INSUFFICIENT_SCOPE ? ", scope=\"openid\"" : "";
    boolean dpop =
        refusal.error() == OAuthError.INVALID_DPOP_PROOF
            || refusal.error() == OAuthError.USE_DPOP_NONCE;
    if (dpop) {
      // RFC 9449 §7.1.
      return challenge(
          401,
          "DPoP error=\"%s\", error_description=\"%s\", algs=\"%s\""
              .formatted(refusal.error().code(), refusal.description(), DpopVerifier.algorithms()));
    }
    return challenge(
        refusal.error().status(),
        "Bearer realm=\"gatehouse\", error=\"%s\", error_description=\"%s\"%s"
            .formatted(refusal.error().code(), refusal.description(), scope));
  }

  private static Reply challenge(int status, String value) {
    return Reply.empty(status).with("WWW-Authenticate", value).with("Cache-Control", "no-store");
  }
}
