package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.PublicFile;
import java.time.Duration;
import java.util.List;

/** Whose certificates clients of the token service prove themselves by. */
@Means("Whose certificates clients prove themselves by (RFC 8705), at `sts.listen.mtls`.")
public record ClientCertificates(
    @Key(
            means = "The CA of the certificates; with its issuers, if those are to be trusted too.",
            example = "file:clients-ca.pem")
        PublicFile ca,
    @Key(
            means = "Revocation lists in PEM, one for each CA on the way; read again when changed.",
            leftOut = "none is asked",
            example = "[file:clients.crl]")
        List<PublicFile> crl,
    @Key(
            means = "How long a revocation list counts after its next update was due; then 503.",
            otherwise = "24h")
        Duration crlGrace) {
  public ClientCertificates {
    crl = List.copyOf(crl);
  }
}
