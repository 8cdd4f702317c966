package io.gatehouse.gateway.identify;

import io.gatehouse.gateway.identify.Presented.Foreign;
import io.gatehouse.gateway.identify.Presented.Malformed;
import io.gatehouse.gateway.identify.Presented.One;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code Authorization}: a scheme in any letter case, one space, one credential. */
final class AuthorizationField {
  private static final Malformed MALFORMED =
      new Malformed("Authorization must be a scheme, one space and one credential.");

  /** Design: an assertion is at most 16 KiB in its encoded form. */
  private static final int LONGEST_ASSERTION = 16 * 1024;

  private AuthorizationField() {}

  static Presented read(String value) {
    int space = value.indexOf(' ');
    var scheme = (space < 0 ? value : value.substring(0, space)).toLowerCase(Locale.ROOT);
    var rest = space < 0 ? "" : value.substring(space + 1);
    // A tab or a second space is read as one separator here and as part of the token elsewhere.
    if (value.indexOf('\t') >= 0 || rest.startsWith(" ")) {
      return MALFORMED;
    }
    return switch (scheme) {
      case "bearer" -> token(rest, new Taken(Credential.BearerToken::new));
      case "dpop" -> token(rest, new Taken(text -> new Credential.BearerToken(text, true)));
      case "apikey" -> token(rest, new Taken(Credential.ApiKey::new));
      case "saml" ->
          rest.length() > LONGEST_ASSERTION
              ? new Malformed("The assertion is longer than 16 KiB.")
              : token(rest, new Taken(Credential.SamlAssertion::new));
      case "basic" -> basic(rest);
      case "aws4-hmac-sha256" -> new One(new Credential.AwsSignature());
      default -> new Foreign();
    };
  }

  private record Taken(java.util.function.Function<Secret, Credential> as) {}

  private static Presented token(String text, Taken taken) {
    return Token68.is(text) ? new One(taken.as().apply(Secret.ofText(text))) : MALFORMED;
  }

  // RFC 7617 §2: user-id and password, joined by the first colon, as Base64.
  private static Presented basic(String text) {
    var decoded = decode(text);
    int colon = decoded.map(pair -> pair.indexOf(':')).orElse(-1);
    if (decoded.isEmpty() || colon < 0 || decoded.get().chars().anyMatch(AuthorizationField::ctl)) {
      return new Malformed("Basic credentials must be Base64 of UTF-8 'name:password'.");
    }
    var pair = decoded.get();
    return new One(
        new Credential.NameAndPassword(
            pair.substring(0, colon), Secret.ofText(pair.substring(colon + 1))));
  }

  // RFC 7617 §2: neither part may hold a control character.
  private static boolean ctl(int c) {
    return c < 0x20 || c == 0x7f;
  }

  // One credential has one spelling: a lenient reader would take several for the same bytes.
  private static Optional<String> decode(String text) {
    try {
      var bytes = Base64.getDecoder().decode(text);
      if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return Optional.empty();
      }
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException notText) {
      return Optional.empty();
    }
  }
}
