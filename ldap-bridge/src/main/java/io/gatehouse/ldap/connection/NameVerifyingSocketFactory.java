package io.gatehouse.ldap.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS sockets that verify the server's name during the handshake (RFC 4513 §3.1.3), before a byte
 * of LDAP is sent.
 */
final class NameVerifyingSocketFactory extends SSLSocketFactory {
  private final SSLSocketFactory sockets;

  NameVerifyingSocketFactory(SSLSocketFactory sockets) {
    this.sockets = sockets;
  }

  private static Socket verifying(Socket socket) {
    var tls = (SSLSocket) socket;
    var parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("LDAPS");
    tls.setSSLParameters(parameters);
    return tls;
  }

  @Override
  public Socket createSocket() throws IOException {
    return verifying(sockets.createSocket());
  }

  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean autoClose)
      throws IOException {
    return verifying(sockets.createSocket(plain, host, port, autoClose));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return verifying(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return verifying(sockets.createSocket(host, port, from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return verifying(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return verifying(sockets.createSocket(host, port, from, fromPort));
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return sockets.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return sockets.getSupportedCipherSuites();
  }
}
