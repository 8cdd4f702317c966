package io.gatehouse.ldap.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.SocketFactory;

/**
 * Sockets to one LDAPS server that count as connected only after the TLS handshake. The library's
 * own way waits for TCP only and takes a server that accepts and then says nothing for a good one.
 */
final class LdapsSockets extends SocketFactory {
  private final NameVerifyingTls tls;
  private final String host;
  private final int connectMillis;

  LdapsSockets(NameVerifyingTls tls, String host, int connectMillis) {
    this.tls = tls;
    this.host = host;
    this.connectMillis = connectMillis;
  }

  @Override
  public Socket createSocket() {
    return new LdapsSocket();
  }

  private static SocketException onlyUnconnected() {
    return new SocketException("connect with a time-out");
  }

  @Override
  public Socket createSocket(String to, int port) throws IOException {
    throw onlyUnconnected();
  }

  @Override
  public Socket createSocket(String to, int port, InetAddress from, int fromPort)
      throws IOException {
    throw onlyUnconnected();
  }

  @Override
  public Socket createSocket(InetAddress to, int port) throws IOException {
    throw onlyUnconnected();
  }

  @Override
  public Socket createSocket(InetAddress to, int port, InetAddress from, int fromPort)
      throws IOException {
    throw onlyUnconnected();
  }

  /** Reads and writes through TLS; everything else is the TCP socket's own. */
  private final class LdapsSocket extends Socket {
    private final Socket tcp = new Socket();
    private volatile Socket talking = tcp;

    @Override
    public void connect(SocketAddress to) throws IOException {
      connect(to, connectMillis);
    }

    @Override
    public void connect(SocketAddress to, int timeout) throws IOException {
      tcp.connect(to, Math.min(timeout, connectMillis));
      try {
        talking = tls.createSocket(tcp, host, tcp.getPort(), true);
      } catch (IOException e) {
        tcp.close();
        throw e;
      }
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return talking.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return talking.getOutputStream();
    }

    @Override
    public void close() throws IOException {
      talking.close();
      tcp.close();
    }

    @Override
    public boolean isConnected() {
      return tcp.isConnected();
    }

    @Override
    public boolean isClosed() {
      return tcp.isClosed();
    }

    @Override
    public InetAddress getInetAddress() {
      return tcp.getInetAddress();
    }

    @Override
    public int getPort() {
      return tcp.getPort();
    }

    @Override
    public InetAddress getLocalAddress() {
      return tcp.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
      return tcp.getLocalPort();
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
      talking.setSoTimeout(millis);
    }

    @Override
    public int getSoTimeout() throws SocketException {
      return talking.getSoTimeout();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
      tcp.setTcpNoDelay(on);
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
      tcp.setKeepAlive(on);
    }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
      tcp.setReuseAddress(on);
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
      tcp.setSoLinger(on, seconds);
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
      tcp.setReceiveBufferSize(size);
    }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
      tcp.setSendBufferSize(size);
    }
  }
}
