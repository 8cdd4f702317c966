package io.gatehouse.tokens.jwt;

import io.gatehouse.identity.Scopes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The type of each claim that has a meaning here; a claim of another type spoils its token. */
final class ClaimTypes {
  /** The last second of the year 9999. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private static final Map<String, Predicate<Json>> TYPES = types();

  private ClaimTypes() {}

  private static Map<String, Predicate<Json>> types() {
    Map<String, Predicate<Json>> types = new HashMap<>();
    for (var name :
        List.of("iss", "sub", "jti", "client_id", "azp", "sid", "acr", "email", "nonce")) {
      types.put(name, ClaimTypes::isText);
    }
    for (var name : List.of("exp", "nbf", "iat", "auth_time")) {
      types.put(name, ClaimTypes::isTime);
    }
    types.put("aud", value -> isText(value) || isTexts(value));
    types.put("amr", ClaimTypes::isTexts);
    types.put("scope", ClaimTypes::isScope);
    types.put("email_verified", Json.Flag.class::isInstance);
    types.put("cnf", Json.Members.class::isInstance);
    types.put("act", Json.Members.class::isInstance);
    return Map.copyOf(types);
  }

  /** The name of a claim whose type is wrong, or empty. */
  static Optional<String> firstWrong(Claims claims) {
    return claims.members().values().entrySet().stream()
        .filter(claim -> !TYPES.getOrDefault(claim.getKey(), any -> true).test(claim.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** RFC 7519 §2 NumericDate; whole seconds from 1970 to 9999 are all that tokens need. */
  static boolean isSecond(long seconds) {
    return seconds >= 0 && seconds <= LAST_SECOND;
  }

  private static boolean isTime(Json value) {
    return value instanceof Json.Whole(var seconds) && isSecond(seconds);
  }

  private static boolean isText(Json value) {
    return value instanceof Json.Text(var text) && !text.isEmpty();
  }

  private static boolean isTexts(Json value) {
    return value.texts().filter(texts -> !texts.contains("")).isPresent();
  }

  private static boolean isScope(Json value) {
    return value instanceof Json.Text(var text) && Scopes.parse(text).isPresent();
  }
}
