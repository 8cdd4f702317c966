package io.gatehouse.ldap.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Puts TLS onto connected sockets: the server's name is verified during the handshake (RFC 4513
 * §3.1.3), and the handshake is over, or has failed in time, before a byte of LDAP is sent.
 */
final class NameVerifyingTls extends SSLSocketFactory {
  private final SSLSocketFactory sockets;
  private final int timeoutMillis;

  NameVerifyingTls(SSLContext context, Duration handshakeTimeout) {
    this.sockets = context.getSocketFactory();
    this.timeoutMillis = Math.toIntExact(handshakeTimeout.toMillis());
  }

  @Override
  public SSLSocket createSocket(Socket plain, String host, int port, boolean autoClose)
      throws IOException {
    var tls = (SSLSocket) sockets.createSocket(plain, host, port, autoClose);
    var parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("LDAPS");
    tls.setSSLParameters(parameters);
    tls.setSoTimeout(timeoutMillis);
    tls.startHandshake();
    tls.setSoTimeout(0);
    return tls;
  }

  private static SocketException onlyConnected() {
    return new SocketException("TLS is put onto connected sockets only");
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw onlyConnected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    throw onlyConnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw onlyConnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    throw onlyConnected();
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
