package io.gatehouse.tokens.jwt;

import java.util.Locale;
import java.util.Optional;

/**
 * The unverified header of a compact JWS, as far as this product reads it.
 *
 * @param embeddedKey {@code jwk}: whoever signs may put any key there, so only {@link DpopProof}
 *     looks at it
 */
public record JoseHeader(
    JwsAlgorithm algorithm,
    Optional<String> kid,
    Optional<String> type,
    Optional<Json.Members> embeddedKey) {
  private static final int LONGEST_KID = 256;

  /** A header, or why it is refused. */
  sealed interface Reading permits Read, Refused {}

  /** A header that this product understands completely. */
  record Read(JoseHeader header) implements Reading {}

  /** A header that asks for something this product does not do. */
  record Refused(String reason) implements Reading {}

  static Reading read(byte[] json) {
    return switch (Json.parse(json)) {
      case Json.Members members -> read(members);
      case Json other -> new Refused("header is not an object");
      case ParsedJson.Malformed malformed -> new Refused("header: " + malformed.reason());
    };
  }

  private static Reading read(Json.Members members) {
    // RFC 7515 §4.1.11: no extension is understood here, so any "crit" is one too many.
    for (var name : new String[] {"crit", "b64", "enc", "zip"}) {
      if (members.get(name).isPresent()) {
        return new Refused("header has " + name);
      }
    }
    if (isOtherThanText(members, "kid") || isOtherThanText(members, "typ")) {
      return new Refused("header kid or typ is not text");
    }
    var kid = members.text("kid");
    if (kid.isPresent() && (kid.get().isEmpty() || kid.get().length() > LONGEST_KID)) {
      return new Refused("header kid is empty or too long");
    }
    return members
        .text("alg")
        .flatMap(JwsAlgorithm::named)
        .<Reading>map(alg -> new Read(new JoseHeader(alg, kid, typeOf(members), keyOf(members))))
        .orElseGet(() -> new Refused("header alg is not one of ours"));
  }

  private static boolean isOtherThanText(Json.Members members, String name) {
    return members.get(name).isPresent() && members.text(name).isEmpty();
  }

  // RFC 7515 §4.1.9: media types compare without case, and "application/" may be left out.
  private static Optional<String> typeOf(Json.Members members) {
    return members.text("typ").map(JoseHeader::mediaType);
  }

  private static Optional<Json.Members> keyOf(Json.Members members) {
    return members
        .get("jwk")
        .flatMap(value -> value instanceof Json.Members key ? Optional.of(key) : Optional.empty());
  }

  static String mediaType(String typ) {
    var folded = typ.toLowerCase(Locale.ROOT);
    return folded.startsWith("application/") ? folded.substring("application/".length()) : folded;
  }
}
