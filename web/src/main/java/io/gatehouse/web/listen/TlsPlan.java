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
 * @param http2 whether HTTP/2 is offered beside HTTP/1.1
 */
public record TlsPlan(
    SSLContext context,
    List<String> protocols,
    List<String> cipherSuites,
    boolean requestsClientCertificate,
    boolean http2) {
  public TlsPlan {
    protocols = List.copyOf(protocols);
    cipherSuites = List.copyOf(cipherSuites);
  }

  /** TLS 1.3 and no client certificates. */
  public static TlsPlan modern(SSLContext context) {
    return new TlsPlan(context, List.of("TLSv1.3"), List.of(), false, false);
  }

  /** Offers HTTP/2 beside HTTP/1.1, or not. */
  public TlsPlan offeringHttp2(boolean offered) {
    return new TlsPlan(context, protocols, cipherSuites, requestsClientCertificate, offered);
  }

  public TlsPlan requestingClientCertificates() {
    return new TlsPlan(context, protocols, cipherSuites, true, http2);
  }
}
