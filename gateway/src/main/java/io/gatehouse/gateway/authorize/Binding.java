package io.gatehouse.gateway.authorize;

import io.gatehouse.identity.Confirmation;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.tokens.jwt.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Whether the key that a credential is bound to was proven on this request. */
final class Binding {
  private Binding() {}

  static boolean isProven(Confirmation key, ReceivedRequest request) {
    return switch (key) {
      case Confirmation.Certificate(var thumbprint) ->
          isShown(thumbprint, request.clientCertificates());
      // The stage before lets no token with such a key pass without a proof for this request.
      case Confirmation.DpopKey proven -> true;
    };
  }

  /** Whether the connection's own certificate, the first of its chain, is the one. */
  static boolean isShown(String thumbprint, List<X509Certificate> chain) {
    return !chain.isEmpty() && sameText(thumbprint, thumbprintOf(chain.getFirst()));
  }

  private static boolean sameText(String one, String two) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), two.getBytes(StandardCharsets.UTF_8));
  }

  /** RFC 8705 §3.1. */
  private static String thumbprintOf(X509Certificate certificate) {
    try {
      return Base64Url.encode(
          MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
