package io.gatehouse.sts.issue;

import io.gatehouse.identity.Confirmation;
import io.gatehouse.tokens.jwt.Base64Url;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Connection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;

/** The tie between a token and the key of whoever holds it (RFC 7800, RFC 8705 §3). */
public final class HolderBinding {
  private static final String CLAIM = "cnf";
  private static final String CERTIFICATE = "x5t#S256";

  private HolderBinding() {}

  /** The certificate that the caller proved in its handshake; nobody need trust its issuer. */
  public static Optional<Confirmation> provenOn(Connection connection) {
    return connection.clientCertificates().stream()
        .findFirst()
        .map(own -> new Confirmation.Certificate(thumbprint(own)));
  }

  /** Whether the token is bound to nothing, or to what this connection proved. */
  public static boolean isMet(Claims claims, Connection connection) {
    var bound = claims.members().get(CLAIM);
    // RFC 7800 §3.1: a confirmation that cannot be checked must not be passed over.
    return bound.isEmpty() || bound.equals(provenOn(connection).map(HolderBinding::json));
  }

  /** Whether the token is bound to exactly this key. */
  public static boolean isTo(Confirmation key, Claims claims) {
    return claims.members().get(CLAIM).equals(Optional.of(json(key)));
  }

  static void write(Confirmation key, Claims.Builder claims) {
    claims.put(CLAIM, json(key));
  }

  private static Json json(Confirmation key) {
    return switch (key) {
      case Confirmation.Certificate(var thumbprint) -> member(CERTIFICATE, thumbprint);
      case Confirmation.DpopKey(var thumbprint) -> member("jkt", thumbprint);
    };
  }

  private static Json member(String name, String value) {
    return new Json.Members(Map.of(name, new Json.Text(value)));
  }

  /** RFC 8705 §3.1. */
  private static String thumbprint(X509Certificate certificate) {
    try {
      return Base64Url.encode(
          MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
