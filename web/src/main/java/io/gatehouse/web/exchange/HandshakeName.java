package io.gatehouse.web.exchange;

import io.undertow.server.ServerConnection;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;

/**
 * The server name of a TLS handshake (RFC 6066 §3). A resumed session keeps the name of the
 * handshake that it began with.
 */
final class HandshakeName {
  private HandshakeName() {}

  static Optional<String> of(ServerConnection connection) {
    if (!(ClientChain.session(connection) instanceof ExtendedSSLSession session)) {
      return Optional.empty();
    }
    for (var name : session.getRequestedServerNames()) {
      if (name instanceof SNIHostName host) {
        return Optional.of(host.getAsciiName().toLowerCase(Locale.ROOT));
      }
    }
    return Optional.empty();
  }
}
