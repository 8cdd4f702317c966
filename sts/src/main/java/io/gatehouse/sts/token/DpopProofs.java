package io.gatehouse.sts.token;

import io.gatehouse.identity.Confirmation;
import io.gatehouse.sts.client.OnceOnly;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.tokens.jwt.DpopVerifier;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import io.gatehouse.web.endpoint.Single;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** DPoP at our own endpoints (RFC 9449): which key a request proves. */
public final class DpopProofs {
  private static final String FIELD = "DPoP";

  private final List<Issuer> addresses;
  private final DpopVerifier verifier;
  private final OnceOnly once;

  /**
   * @param addresses every name under which the endpoints are reached
   */
  public DpopProofs(List<Issuer> addresses, DpopVerifier verifier, OnceOnly once) {
    this.addresses = List.copyOf(addresses);
    this.verifier = verifier;
    this.once = once;
  }

  /** The key that a request to this endpoint proves; empty when it does not try to. */
  public Checked<Optional<Confirmation>> in(Request request, String endpoint) {
    return in(request, endpoint, Optional.empty());
  }

  /** The same for a request with an access token. */
  public Checked<Optional<Confirmation>> in(
      Request request, String endpoint, Optional<String> accessToken) {
    return switch (request.header(FIELD)) {
      case Single.Absent() -> Checked.passed(Optional.empty());
      // §4.3: not more than one field.
      case Single.Repeated() -> Checked.refused(invalid("two DPoP fields"));
      case Single.One(var proof) ->
          judged(
              request,
              verifier.verify(
                  proof, new DpopVerifier.Expected(request.method(), at(endpoint), accessToken)));
    };
  }

  private Set<String> at(String endpoint) {
    var targets = new LinkedHashSet<String>();
    addresses.forEach(address -> targets.add(address.at(endpoint)));
    return targets;
  }

  private Checked<Optional<Confirmation>> judged(Request request, DpopVerifier.Outcome outcome) {
    return switch (outcome) {
      case DpopVerifier.Refused(var reason) -> Checked.refused(invalid(reason));
      case DpopVerifier.NonceNeeded() ->
          Checked.refused(
              Refusal.of(
                  OAuthError.USE_DPOP_NONCE,
                  "Use the nonce of the field DPoP-Nonce in the proof."));
      case DpopVerifier.Proven proven -> claimed(request, proven);
    };
  }

  private Checked<Optional<Confirmation>> claimed(Request request, DpopVerifier.Proven proven) {
    var span = new OnceOnly.Span(proven.issuedAt(), proven.until(), request.requestId());
    return once.isFirst("dpop:" + proven.thumbprint(), proven.id(), span)
        ? Checked.passed(Optional.of(new Confirmation.DpopKey(proven.thumbprint())))
        : Checked.refused(invalid("the proof was used before"));
  }

  /** A nonce for the next request of whoever uses DPoP (§8.2). */
  public Reply withNonce(Request request, Reply reply) {
    return request.header(FIELD) instanceof Single.Absent
        ? reply
        : reply.with("DPoP-Nonce", verifier.freshNonce());
  }

  private static Refusal invalid(String reason) {
    return new Refusal(
        OAuthError.INVALID_DPOP_PROOF, "The DPoP proof is not valid for this request.", reason);
  }
}
