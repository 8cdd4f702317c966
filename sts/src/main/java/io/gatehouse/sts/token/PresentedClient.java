package io.gatehouse.sts.token;

import io.gatehouse.identity.Secret;
import io.gatehouse.sts.client.AuthenticationMethod;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.tokens.jwt.CompactJws;
import io.gatehouse.web.endpoint.Parameters;
import io.gatehouse.web.endpoint.Request;
import io.gatehouse.web.endpoint.Single;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request says of its client, unproven: exactly one method, or it is refused.
 *
 * @param secret the secret or the assertion; empty for the method {@code none}
 */
record PresentedClient(String clientId, AuthenticationMethod method, Optional<Secret> secret) {
  private static final String BASIC = "basic ";
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  static Checked<PresentedClient> in(Request request, Parameters form) {
    if (form.value("client_assertion").isPresent()
        || form.value("client_assertion_type").isPresent()) {
      return asserted(request, form);
    }
    return switch (request.header("Authorization")) {
      case Single.Repeated() -> refused("two Authorization fields");
      case Single.One(var text) -> basic(text, form);
      case Single.Absent() -> inForm(form);
    };
  }

  /** RFC 7523 §2.2. A second method beside it would let one hide behind the other. */
  private static Checked<PresentedClient> asserted(Request request, Parameters form) {
    boolean alone =
        request.header("Authorization") instanceof Single.Absent
            && form.value("client_secret").isEmpty();
    if (!alone) {
      return refused("two methods at once");
    }
    if (!form.value("client_assertion_type").equals(Optional.of(ASSERTION_TYPE))) {
      return refused("another type of assertion");
    }
    var assertion = form.value("client_assertion").orElse("");
    return CompactJws.parse(assertion) instanceof CompactJws jws
        ? jws.unverifiedIssuer()
            .filter(named -> form.value("client_id").stream().allMatch(named::equals))
            .map(named ->
                Checked.passed(
                    new PresentedClient(
                        named,
                        AuthenticationMethod.PRIVATE_KEY_JWT,
                        Optional.of(Secret.ofText(assertion)))))
            .orElseGet(() -> refused("the assertion names no client or another one"))
        : refused("the assertion is no signed JWT");
  }

  private static Checked<PresentedClient> inForm(Parameters form) {
    var clientId = form.given("client_id");
    if (clientId.isEmpty()) {
      return refused("no client is named");
    }
    var secret = form.value("client_secret").map(Secret::ofText);
    var method =
        secret.isPresent() ? AuthenticationMethod.CLIENT_SECRET_POST : AuthenticationMethod.NONE;
    return Checked.passed(new PresentedClient(clientId.get(), method, secret));
  }

  private static Checked<PresentedClient> basic(String authorization, Parameters form) {
    if (form.value("client_secret").isPresent()) {
      return refused("two methods at once");
    }
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
      return refused("another scheme than Basic");
    }
    return decoded(authorization.substring(BASIC.length()).strip())
        .filter(presented -> form.value("client_id").stream().allMatch(presented.clientId::equals))
        .map(Checked::passed)
        .orElseGet(
            () -> refused("the Authorization field is not readable or names another client"));
  }

  /** RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
  private static Optional<PresentedClient> decoded(String base64) {
    try {
      var text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      if (colon <= 0) {
        return Optional.empty();
      }
      var clientId = URLDecoder.decode(text.substring(0, colon), StandardCharsets.UTF_8);
      var secret = URLDecoder.decode(text.substring(colon + 1), StandardCharsets.UTF_8);
      return Optional.of(
          new PresentedClient(
              clientId,
              AuthenticationMethod.CLIENT_SECRET_BASIC,
              Optional.of(Secret.ofText(secret))));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  static <T> Checked<T> refused(String reason) {
    return Checked.refused(
        new Refusal(
            OAuthError.INVALID_CLIENT, "The client or its credentials were not accepted.", reason));
  }
}
