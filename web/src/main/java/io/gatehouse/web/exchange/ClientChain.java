package io.gatehouse.web.exchange;

import io.undertow.server.ServerConnection;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.server.protocol.http2.Http2ServerConnection;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The certificates that the peer proved possession of in its handshake; nobody judged them yet. */
final class ClientChain {
  private ClientChain() {}

  static List<X509Certificate> of(ServerConnection connection) {
    SSLSession session = session(connection);
    return session == null ? List.of() : of(session);
  }

  /** The connection's TLS, which all streams of an HTTP/2 connection share. */
  static @Nullable SSLSession session(ServerConnection connection) {
    return switch (connection) {
      case HttpServerConnection http1 -> http1.getSslSession();
      case Http2ServerConnection http2 -> http2.getSslSession();
      default -> null;
    };
  }

  private static List<X509Certificate> of(SSLSession session) {
    try {
      var chain = new ArrayList<X509Certificate>();
      for (Certificate certificate : session.getPeerCertificates()) {
        chain.add((X509Certificate) certificate);
      }
      return List.copyOf(chain);
    } catch (SSLPeerUnverifiedException noneSent) {
      return List.of();
    }
  }
}
