package io.gatehouse.gateway.login;

import io.gatehouse.identity.ReplayGuard.Claim;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwtPolicy;
import io.gatehouse.tokens.jwt.Verification;
import io.gatehouse.tokens.jwt.VerifiedJwt;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.ParametersReading;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An issuer says that somebody signed out (OpenID Connect Back-Channel Logout 1.0 §2.5, §2.6). */
final class LogoutNotices implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(LogoutNotices.class);
  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

  private final Logins logins;
  private final IdTokens tokens;
  private final Logins.Surroundings with;

  LogoutNotices(Logins logins, Logins.Surroundings with) {
    this.logins = logins;
    this.tokens = new IdTokens(with.clock());
    this.with = with;
  }

  @Override
  public Reply answer(Request request) {
    var terms = logins.find(request.pathParameter("login"));
    var token =
        request.form() instanceof ParametersReading.Read(var form)
            ? form.given("logout_token")
            : Optional.<String>empty();
    if (terms.isEmpty() || token.isEmpty()) {
      return refused(request, "no such login, or no logout_token");
    }
    var policy =
        JwtPolicy.expect(terms.get().issuer().name(), terms.get().clientId())
            .typedOrUntyped("logout+jwt", "JWT")
            .allowingAbsentKid()
            .requiring("iat", "jti", "events");
    return switch (tokens.verify(terms.get(), token.get(), policy)) {
      case Verification.Invalid(var reason) -> refused(request, reason);
      case Verification.KeyUnknown(var kid) -> refused(request, "no such key");
      case VerifiedJwt jwt -> heard(request, terms.get(), jwt);
    };
  }

  private Reply heard(Request request, LoginTerms terms, VerifiedJwt jwt) {
    var claims = jwt.claims();
    if (!saysLogout(claims)) {
      return refused(request, "not a logout token");
    }
    var claim =
        new Claim(
            "logout:" + terms.name(),
            claims.id().orElse(""),
            with.clock().instant(),
            jwt.expiresAt().plusSeconds(60),
            request.requestId());
    if (!LoginReturn.isFirst(with.replays(), claim)) {
      return refused(request, "the token was used before");
    }
    claims
        .session()
        .ifPresentOrElse(
            sid -> with.sessions().endSession(terms.name(), sid),
            () -> with.sessions().endSubject(terms.name(), claims.subject().orElse("")));
    return Reply.empty(200).with("Cache-Control", "no-store");
  }

  // §2.6: with a nonce it would be an ID token; without sid and sub it is about nobody.
  private static boolean saysLogout(Claims claims) {
    var event = claims.object("events").flatMap(events -> events.get(EVENT));
    return event.filter(Json.Members.class::isInstance).isPresent()
        && claims.members().get("nonce").isEmpty()
        && (claims.session().isPresent() || claims.subject().isPresent());
  }

  private static Reply refused(Request request, String reason) {
    LOG.info("logout notice {} refused: {}", request.requestId(), reason);
    return Reply.json(
            400,
            "{\"error\":\"invalid_request\",\"error_description\":\"This is not a logout token"
                + " that this client accepts.\"}")
        .with("Cache-Control", "no-store");
  }
}
