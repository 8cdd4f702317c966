package io.gatehouse.gateway.login;

import io.gatehouse.gateway.session.BrowserSession;
import io.gatehouse.gateway.session.BrowserSessions;
import io.gatehouse.gateway.session.SameOrigin;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.Secret;
import io.gatehouse.web.endpoint.Cookies;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.PagePolicy;
import io.gatehouse.web.endpoint.ProblemReply;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signing out here, and then at the issuer (OpenID Connect RP-Initiated Logout). The ID token is
 * not kept, so the issuer is told the client and asks the person itself.
 */
final class SignOut implements Endpoint {
  static final String PATH = "/.gatehouse/logout";

  private final Logins logins;
  private final BrowserSessions sessions;

  SignOut(Logins logins, BrowserSessions sessions) {
    this.logins = logins;
    this.sessions = sessions;
  }

  @Override
  public Reply answer(Request request) {
    var cookie = request.cookie(BrowserSessions.COOKIE).value().map(Secret::ofText);
    var session = cookie.flatMap(sessions::find);
    var issuers = session.flatMap(this::endSession);
    if (request.method().equals("GET")) {
      return LoginPage.ASK_TO_SIGN_OUT.asking(request, PATH, policy(issuers));
    }
    // A page of another site must not sign anybody out.
    var here =
        (request.connection().secure() ? "https://" : "http://") + request.connection().authority();
    if (!SameOrigin.isSaid(values(request, "Origin"), values(request, "Sec-Fetch-Site"), here)) {
      var detail = "Signing out must be asked for by a page of this origin.";
      return ProblemReply.of(
          Problem.of(ProblemKind.FORBIDDEN, detail, detail), request.requestId());
    }
    cookie.ifPresent(sessions::end);
    return issuers
        .map(SignOut::goTo)
        .orElseGet(() -> LoginPage.SIGNED_OUT.reply(request))
        .with(Cookies.gone(BrowserSessions.COOKIE));
  }

  private static Reply goTo(URI address) {
    return Reply.seeOther(address)
        .with("Cache-Control", "no-store")
        .with("Referrer-Policy", "no-referrer");
  }

  private static List<String> values(Request request, String name) {
    return request.fields().stream()
        .filter(field -> field.isNamed(name))
        .map(HttpField::value)
        .toList();
  }

  // Browsers apply form-action to the redirect after the form.
  private static PagePolicy policy(Optional<URI> issuers) {
    return issuers
        .map(uri ->
            PagePolicy.strict().allowingFormsTo(uri.getScheme() + "://" + uri.getAuthority()))
        .orElse(PagePolicy.strict());
  }

  /** Signing out here works whether or not the issuer can be asked. */
  private Optional<URI> endSession(BrowserSession session) {
    try {
      return logins
          .find(session.signedIn().login())
          .flatMap(terms ->
              terms.issuer().endpoints().endSession().map(uri -> named(uri, terms.clientId())));
    } catch (DependencyUnavailable outage) {
      return Optional.empty();
    }
  }

  private static URI named(URI endpoint, String clientId) {
    var text = endpoint.toString();
    return URI.create(
        text + (text.indexOf('?') < 0 ? "?" : "&") + FormBody.of(Map.of("client_id", clientId)));
  }
}
