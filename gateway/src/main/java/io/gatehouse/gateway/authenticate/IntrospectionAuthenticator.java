package io.gatehouse.gateway.authenticate;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Authenticator;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.CompactJws;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Opaque access tokens of one issuer, which is asked about each. A token that another issuer signed
 * is never shown to it.
 */
public final class IntrospectionAuthenticator implements Authenticator {
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final TrustedIssuer issuer;
  private final String audience;
  private final Introspection introspection;
  private final TokenHolders holders;
  private final InstantSource clock;

  /**
   * @param issuer whose word it is, and whom it is about
   * @param audience that its tokens must carry
   */
  public IntrospectionAuthenticator(
      TrustedIssuer issuer,
      String audience,
      Introspection introspection,
      TokenHolders holders,
      InstantSource clock) {
    this.issuer = issuer;
    this.audience = audience;
    this.introspection = introspection;
    this.holders = holders;
    this.clock = clock;
  }

  /** Whether a credential could be this issuer's: a choice of whom to ask, proof of nothing. */
  public boolean recognises(Credential credential) {
    return credential instanceof Credential.BearerToken(var token, _) && couldBe(token);
  }

  // What names its issuer in the open is for that issuer alone.
  private boolean couldBe(Secret token) {
    return !(CompactJws.parse(token.exposeText()) instanceof CompactJws jws)
        || jws.unverifiedIssuer().equals(Optional.of(issuer.issuer()));
  }

  @Override
  public Attempt authenticate(Credential credential, ReceivedRequest request, Waiting waiting) {
    if (!(credential instanceof Credential.BearerToken(var token, _)) || !couldBe(token)) {
      return refused("not a token for this issuer");
    }
    var known = introspection.known(token);
    if (known.isEmpty() && waiting == Waiting.NEVER) {
      return new Attempt.Park(WaitFor.ISSUER);
    }
    return known
        .orElseGet(() -> introspection.ask(token))
        .map(said -> judge(said, waiting))
        .orElseGet(() -> refused("the issuer says that it is not active"));
  }

  private Attempt judge(Claims said, Waiting waiting) {
    var now = clock.instant();
    // RFC 7662 §2.2 leaves iss out of most answers; one that is there must be this issuer.
    if (said.members().get("iss").isPresent()
        && !said.issuer().equals(Optional.of(issuer.issuer()))) {
      return refused("iss is another issuer");
    }
    if (!said.audience().contains(audience)) {
      return refused("aud does not name us");
    }
    var end = said.expiresAt().filter(exp -> exp.isAfter(now.minus(SKEW)));
    if (end.isEmpty()) {
      return refused("exp is past or left out");
    }
    if (said.members().get("nbf").isPresent() && !hasBegun(said, now)) {
      return refused("nbf is ahead");
    }
    return isAccessToken(said)
        ? holders.identify(issuer, said, end.get(), waiting)
        : refused("not an access token");
  }

  private static boolean hasBegun(Claims said, Instant now) {
    return said.notBefore().filter(nbf -> !nbf.isAfter(now.plus(SKEW))).isPresent();
  }

  // RFC 6749 §7.1: types are compared without regard to case; a refresh token has none of these.
  private static boolean isAccessToken(Claims said) {
    return said.members().get("token_type").isEmpty()
        || said.text("token_type")
            .filter(type -> type.equalsIgnoreCase("Bearer") || type.equalsIgnoreCase("DPoP"))
            .isPresent();
  }

  private static Attempt refused(String reason) {
    return new Attempt.Refused(Problem.invalidCredential("introspection: " + reason));
  }
}
