package io.gatehouse.sts.token;

import io.gatehouse.identity.Confirmation;
import io.gatehouse.sts.client.ClientMetadata;
import io.gatehouse.sts.issue.HolderBinding;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.web.endpoint.Request;
import java.util.Optional;

/** Which key the tokens of a request are bound to, and whether they may go without one. */
final class SenderConstraints {
  private final DpopProofs proofs;

  SenderConstraints(DpopProofs proofs) {
    this.proofs = proofs;
  }

  /** A proof that was sent has to hold, also where none is asked for. */
  Checked<Optional<Confirmation>> of(Request http, ClientMetadata client) {
    return proofs.in(http, "/token").then(key -> bound(http, client, key));
  }

  private static Checked<Optional<Confirmation>> bound(
      Request http, ClientMetadata client, Optional<Confirmation> dpopKey) {
    if (client.certificateBoundTokens()) {
      return certificate(http);
    }
    boolean must = client.security().dpopBound() || client.security().fapi();
    return dpopKey.isEmpty() && must
        ? Checked.refused(
            Refusal.of(
                // RFC 9449 §5 has a code for proofs that do not hold; this one is only missing.
                OAuthError.INVALID_REQUEST,
                "This client's tokens are bound to its key: send a proof in the field DPoP."))
        : Checked.passed(dpopKey);
  }

  /** RFC 8705 §3: a client that registered for it gets no token that others could use. */
  private static Checked<Optional<Confirmation>> certificate(Request http) {
    var proven = HolderBinding.provenOn(http.connection());
    return proven.isPresent()
        ? Checked.passed(proven)
        : Checked.refused(
            Refusal.malformed(
                "This client's tokens are bound to its certificate: present it, at the token"
                    + " endpoint among mtls_endpoint_aliases."));
  }
}
