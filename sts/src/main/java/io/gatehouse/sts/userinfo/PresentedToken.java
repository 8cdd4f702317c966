package io.gatehouse.sts.userinfo;

import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.web.endpoint.Parameters;
import io.gatehouse.web.endpoint.ParametersReading;
import io.gatehouse.web.endpoint.Request;
import io.gatehouse.web.endpoint.Single;
import java.util.Locale;
import java.util.Optional;

/**
 * An access token as it was sent: in the header, or in a posted form (RFC 6750 §2.1, §2.2), never
 * in the URL, which is logged elsewhere.
 *
 * @param dpop whether it came under the scheme {@code DPoP} (RFC 9449 §7.1)
 */
record PresentedToken(String token, boolean dpop) {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String TOKEN_68 = "[A-Za-z0-9._~+/-]+=*";
  private static final String PARAMETER = "access_token";

  /** Empty when there is none at all. */
  static Optional<Checked<PresentedToken>> in(Request request) {
    if (request.queryParameters() instanceof ParametersReading.Read(var query)
        && query.value(PARAMETER).isPresent()) {
      return refused("Tokens are not read from the URL.");
    }
    return switch (form(request)) {
      case ParametersReading.Refused(var status, var detail) -> refused(detail);
      case ParametersReading.Read(var form) -> in(request.header("Authorization"), form);
    };
  }

  private static ParametersReading form(Request request) {
    boolean posted = request.method().equals("POST") && request.mediaType().equals(FORM);
    return posted ? request.form() : Parameters.none();
  }

  private static Optional<Checked<PresentedToken>> in(Single header, Parameters form) {
    Optional<String> posted = form.given(PARAMETER);
    return switch (header) {
      case Single.Repeated() -> refused("Two Authorization fields.");
      // RFC 6750 §2: one way for each request.
      case Single.One(var text) when posted.isPresent() ->
          refused("A token in the header and another in the content.");
      case Single.One(var text) -> Optional.of(ofHeader(text));
      case Single.Absent() -> posted.map(token -> Checked.passed(new PresentedToken(token, false)));
    };
  }

  private static Checked<PresentedToken> ofHeader(String text) {
    int space = text.indexOf(' ');
    String scheme = (space < 0 ? text : text.substring(0, space)).toLowerCase(Locale.ROOT);
    String token = space < 0 ? "" : text.substring(space + 1);
    return switch (scheme) {
      case "bearer" -> spelt(new PresentedToken(token, false));
      case "dpop" -> spelt(new PresentedToken(token, true));
      default ->
          Checked.refused(
              new Refusal(
                  OAuthError.INVALID_TOKEN,
                  "The access token is not valid.",
                  "another scheme than Bearer or DPoP"));
    };
  }

  // A list or a second blank is one token to some readers and two to others.
  private static Checked<PresentedToken> spelt(PresentedToken presented) {
    return presented.token().matches(TOKEN_68)
        ? Checked.passed(presented)
        : Checked.refused(Refusal.malformed("More or less than one access token."));
  }

  private static Optional<Checked<PresentedToken>> refused(String detail) {
    return Optional.of(Checked.refused(Refusal.malformed(detail)));
  }
}
