package io.gatehouse.web.listen;

import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * How a listener speaks TLS.
 *
 * @param context keys and trust, made elsewhere
 * @param protocols {@code TLSv1.3}, or {@code TLSv1.2} beside it
 * @param cipherSuites the enabled ones; empty for the context's own choice
 * @param requestsClientCertificate whether callers are asked for one; nobody is turned away for
 *     having none
 */
public record TlsPlan(
    SSLContext context,
    List<String> protocols,
    List<String> cipherSuites,
    boolean requestsClientCertificate) {
  public TlsPlan {
    protocols = List.copyOf(protocols);
    cipherSuites = List.copyOf(cipherSuites);
  }

  /** TLS 1.3 and no client certificates. */
  public static TlsPlan modern(SSLContext context) {
    return new TlsPlan(context, List.of("TLSv1.3"), List.of(), false);
  }

  public TlsPlan requestingClientCertificates() {
    return new TlsPlan(context, protocols, cipherSuites, true);
  }
}
