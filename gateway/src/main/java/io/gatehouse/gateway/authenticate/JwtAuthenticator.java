package io.gatehouse.gateway.authenticate;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Authenticator;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import io.gatehouse.tokens.jwt.CompactJws;
import io.gatehouse.tokens.jwt.JwtVerifier;
import io.gatehouse.tokens.jwt.KeySource;
import io.gatehouse.tokens.jwt.Verification;
import io.gatehouse.tokens.jwt.VerifiedJwt;
import java.util.Optional;

/**
 * Access tokens of one issuer. A token seen before is not verified again, but its expiry, its
 * revocation and its owner are asked about on every call.
 */
public final class JwtAuthenticator implements Authenticator {
  private final TrustedIssuer issuer;
  private final JwtVerifier verifier;
  private final TokenHolders holders;
  private final SeenTokens<VerifiedJwt> seen;

  public JwtAuthenticator(
      TrustedIssuer issuer,
      JwtVerifier verifier,
      TokenHolders holders,
      SeenTokens<VerifiedJwt> seen) {
    this.issuer = issuer;
    this.verifier = verifier;
    this.holders = holders;
    this.seen = seen;
  }

  /** Whether a credential claims to be this issuer's: a choice of whom to ask, proof of nothing. */
  public boolean recognises(Credential credential) {
    return credential instanceof Credential.BearerToken(var token, _)
        && CompactJws.parse(token.exposeText()) instanceof CompactJws jws
        && jws.unverifiedIssuer().equals(Optional.of(issuer.issuer()));
  }

  @Override
  public Attempt authenticate(Credential credential, ReceivedRequest request, Waiting waiting) {
    if (!(credential instanceof Credential.BearerToken(var token, _))) {
      return refused("not a bearer token");
    }
    var known = seen.find(issuer.issuer(), token);
    return known.isPresent()
        ? holders.identify(issuer, known.get(), waiting)
        : verify(token, waiting);
  }

  private Attempt verify(io.gatehouse.identity.Secret token, Waiting waiting) {
    if (!(CompactJws.parse(token.exposeText()) instanceof CompactJws jws)) {
      return refused("not a compact JWS");
    }
    if (!jws.unverifiedIssuer().equals(Optional.of(issuer.issuer()))) {
      return refused("another issuer's token");
    }
    if (issuer.slow() && waiting == Waiting.NEVER) {
      return new Attempt.Park(WaitFor.CPU);
    }
    var since = seen.era();
    return switch (issuer.keys().keysFor(jws.header().kid(), waiting)) {
      case KeySource.MustWait wait -> new Attempt.Park(WaitFor.ISSUER);
      case KeySource.Known(var keys) ->
          switch (verifier.verify(jws, keys, issuer.policy())) {
            case Verification.Invalid(var reason) -> refused(reason);
            case Verification.KeyUnknown(var kid) -> refused("no such key");
            case VerifiedJwt jwt -> {
              seen.keep(issuer.issuer(), token, jwt, since);
              yield holders.identify(issuer, jwt, waiting);
            }
          };
    };
  }

  private static Attempt refused(String reason) {
    return new Attempt.Refused(Problem.invalidCredential("jwt: " + reason));
  }
}
