package io.gatehouse.tokens.jwt;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a token must be to be believed. Strict from the start: type {@code at+jwt}, a {@code kid},
 * 60 s skew, at most a day of life; each looseness is a method with its name. Immutable.
 */
public final class JwtPolicy {
  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final Duration LONGEST_LIFE = Duration.ofDays(1);

  private final List<JwtCheck> checks;
  private final Duration skew;
  private final boolean absentKidAllowed;

  private JwtPolicy(List<JwtCheck> checks, Duration skew, boolean absentKidAllowed) {
    this.checks = checks;
    this.skew = skew;
    this.absentKidAllowed = absentKidAllowed;
  }

  /** Tokens of {@code issuer} for any of {@code audiences}. */
  public static JwtPolicy expect(String issuer, String... audiences) {
    return expect(issuer, Set.of(audiences));
  }

  /** Tokens of {@code issuer} for any of {@code audiences}; no audience accepts no token. */
  public static JwtPolicy expect(String issuer, Set<String> audiences) {
    return new JwtPolicy(
        List.of(
            JwtCheck.typeIsOneOf(Set.of("at+jwt")),
            JwtCheck.claimsHaveTheirTypes(),
            JwtCheck.issuerIs(issuer),
            JwtCheck.audienceIsOneOf(Set.copyOf(audiences)),
            JwtCheck.expiryIsPresent(),
            JwtCheck.expiryIsAhead(),
            JwtCheck.notBeforeIsPast(),
            JwtCheck.issuedInThePast(),
            JwtCheck.lifetimeIsAtMost(LONGEST_LIFE)),
        SKEW,
        false);
  }

  /** An access token by RFC 9068 §2.2, with the claims that it must carry. */
  public static JwtPolicy expectAccessToken(String issuer, Set<String> audiences) {
    return expect(issuer, audiences).requiring("aud", "sub", "client_id", "iat", "jti");
  }

  /** Tokens of one of these types, compared as media types. */
  public JwtPolicy typed(String... types) {
    return replacing(JwtCheck.typeIsOneOf(folded(types)));
  }

  /** As {@link #typed}, and tokens that name no type: issuers older than RFC 9068. */
  public JwtPolicy typedOrUntyped(String... types) {
    return replacing(JwtCheck.typeIsAbsentOrOneOf(folded(types)));
  }

  /** Tokens of whatever type: only where something else tells the kinds of token apart. */
  public JwtPolicy ignoringType() {
    return without(JwtCheck.TYPE);
  }

  /** Tokens whose audience the caller judges by itself. */
  public JwtPolicy ignoringAudience() {
    return without(JwtCheck.AUDIENCE);
  }

  /** Expired tokens as well: hints of who was here, never credentials. */
  public JwtPolicy ignoringExpiry() {
    return without(JwtCheck.EXPIRY);
  }

  /** Tokens without {@code kid}, when the issuer has one single key of their algorithm. */
  public JwtPolicy allowingAbsentKid() {
    return new JwtPolicy(checks, skew, true);
  }

  /** The longest time from {@code iat} (from now, without it) to {@code exp}. */
  public JwtPolicy maxLifetime(Duration lifetime) {
    return replacing(JwtCheck.lifetimeIsAtMost(lifetime));
  }

  /** The longest time since {@code iat}, which must be there. */
  public JwtPolicy maxAge(Duration age) {
    return adding(JwtCheck.issuedWithin(age));
  }

  /** Claims that must be there. */
  public JwtPolicy requiring(String... claims) {
    return adding(JwtCheck.claimsArePresent(List.of(claims)));
  }

  public JwtPolicy skew(Duration changed) {
    return new JwtPolicy(checks, changed, absentKidAllowed);
  }

  /** The rules in the order in which they are applied, after the signature. */
  public List<String> rules() {
    return checks.stream().map(JwtCheck::rule).toList();
  }

  List<JwtCheck> checks() {
    return checks;
  }

  Duration skew() {
    return skew;
  }

  boolean absentKidAllowed() {
    return absentKidAllowed;
  }

  private JwtPolicy adding(JwtCheck check) {
    return with(old -> Stream.concat(old, Stream.of(check)));
  }

  private JwtPolicy replacing(JwtCheck check) {
    return with(old -> old.map(c -> c.rule().equals(check.rule()) ? check : c));
  }

  private JwtPolicy without(String rule) {
    return with(old -> old.filter(check -> !check.rule().equals(rule)));
  }

  private JwtPolicy with(UnaryOperator<Stream<JwtCheck>> change) {
    return new JwtPolicy(change.apply(checks.stream()).toList(), skew, absentKidAllowed);
  }

  private static Set<String> folded(String... types) {
    return Stream.of(types).map(JoseHeader::mediaType).collect(Collectors.toUnmodifiableSet());
  }
}
