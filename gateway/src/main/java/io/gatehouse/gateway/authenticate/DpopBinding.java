package io.gatehouse.gateway.authenticate;

import io.gatehouse.gateway.call.Call;
import io.gatehouse.identity.Confirmation;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.identity.ReplayGuard.Claim;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.tokens.jwt.DpopVerifier;
import java.util.Optional;
import java.util.Set;

/**
 * Tokens that are bound to a DPoP key (RFC 9449 §7): each comes under its own scheme with a proof
 * for this very request, and no other token comes under that scheme.
 */
public final class DpopBinding {
  private static final String FIELD = "DPoP";

  private final DpopVerifier verifier;
  private final ReplayGuard replays;

  public DpopBinding(DpopVerifier verifier, ReplayGuard replays) {
    this.verifier = verifier;
    this.replays = replays;
  }

  /** Whether judging it takes more than an I/O thread gives. */
  static boolean isWork(Credential credential) {
    return credential instanceof Credential.BearerToken token && token.dpop();
  }

  /** Why this identity does not hold on this request; empty when it does. */
  Optional<String> objection(Call call, Credential credential, VerifiedIdentity identity) {
    var bound =
        identity
            .confirmation()
            .filter(Confirmation.DpopKey.class::isInstance)
            .map(Confirmation.DpopKey.class::cast);
    if (!(credential instanceof Credential.BearerToken token) || !token.dpop()) {
      return bound.map(key -> "bound to a key, and sent without its proof");
    }
    return bound.isEmpty()
        ? Optional.of("not bound to a key, and sent as if it were")
        : objection(call, token, bound.get());
  }

  private Optional<String> objection(
      Call call, Credential.BearerToken token, Confirmation.DpopKey key) {
    var proofs = call.request().values(FIELD);
    if (proofs.size() != 1) {
      return Optional.of("there must be one proof");
    }
    return switch (verifier.verify(proofs.getFirst(), expected(call.request(), token))) {
      case DpopVerifier.Refused(var reason) -> Optional.of("proof: " + reason);
      case DpopVerifier.NonceNeeded() -> {
        call.answerWith(new HttpField("DPoP-Nonce", verifier.freshNonce()));
        yield Optional.of("proof: without a nonce of ours");
      }
      case DpopVerifier.Proven proven ->
          proven.thumbprint().equals(key.thumbprint())
              ? claimed(call.request(), proven)
              : Optional.of("proof of another key");
    };
  }

  /** §4.3: the address as it was canonicalised, which is the one that routing looks at. */
  private static DpopVerifier.Expected expected(
      ReceivedRequest request, Credential.BearerToken token) {
    return new DpopVerifier.Expected(
        request.method(),
        Set.of(request.scheme() + "://" + request.authority() + request.path()),
        Optional.of(token.token().exposeText()));
  }

  private Optional<String> claimed(ReceivedRequest request, DpopVerifier.Proven proven) {
    var claim =
        new Claim(
            "dpop:" + proven.thumbprint(),
            proven.id(),
            proven.issuedAt(),
            proven.until(),
            request.requestId());
    return switch (replays.claim(claim)) {
      case FIRST -> Optional.empty();
      case REPLAYED -> Optional.of("the proof was used before");
      case RECOVERING ->
          throw new DependencyUnavailable(
              Dependency.REPLAY_GUARD, "after a crash, older proofs are not taken yet");
      case FULL ->
          throw new DependencyUnavailable(Dependency.REPLAY_GUARD, "no room for another mark");
    };
  }
}
