package io.gatehouse.web.egress;

import io.gatehouse.identity.UrlFetch.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Opens the connection of one fetch. A name is resolved once; what is judged is the address that
 * the socket is connected to, so a name that answers differently a moment later changes nothing.
 */
final class Dial {
  private static final int CONNECT_MILLIS = 2_000;

  private final SSLContext tls;
  private final AddressRule rule;
  private final Resolver resolver;

  Dial(SSLContext tls, AddressRule rule, Resolver resolver) {
    this.tls = tls;
    this.rule = rule;
    this.resolver = resolver;
  }

  Socket open(FetchTarget target, Trust trust) throws IOException {
    boolean secure = target.authority().secure();
    if (!secure && trust == Trust.SUPPLIED) {
      throw new IOException("the scheme is not https");
    }
    List<InetAddress> addresses = allowed(target, trust);
    if (addresses.isEmpty()) {
      throw new IOException("the address is not one that may be reached");
    }
    Socket plain = connect(addresses, target.authority().port());
    try {
      if (!mayReach(plain.getInetAddress(), secure, trust)) {
        throw new IOException("the address is not one that may be reached");
      }
      return secure ? handshake(plain, target) : plain;
    } catch (IOException refused) {
      plain.close();
      throw refused;
    }
  }

  private List<InetAddress> allowed(FetchTarget target, Trust trust) throws IOException {
    var addresses = new ArrayList<InetAddress>();
    for (InetAddress address : resolver.resolve(target.host())) {
      if (mayReach(address, target.authority().secure(), trust)) {
        addresses.add(address);
      }
    }
    return addresses;
  }

  private boolean mayReach(InetAddress address, boolean secure, Trust trust) {
    return switch (trust) {
      case SUPPLIED -> rule.mayReach(address);
      // The operator's word is enough, but not for sending it in clear over a network.
      case WRITTEN -> secure || address.isLoopbackAddress();
    };
  }

  private static Socket connect(List<InetAddress> addresses, int port) throws IOException {
    var failed = new IOException("no address answers");
    for (InetAddress address : addresses) {
      var socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
        return socket;
      } catch (IOException refused) {
        failed.addSuppressed(refused);
        socket.close();
      }
    }
    throw failed;
  }

  private SSLSocket handshake(Socket plain, FetchTarget target) throws IOException {
    var socket =
        (SSLSocket)
            tls.getSocketFactory()
                .createSocket(plain, target.host(), target.authority().port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
