package io.gatehouse.web;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that sends bytes as they are and reads answers as they come. */
public final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 8_000;

  private final Socket socket;
  private final InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static Wire connect(Server.Door door, InetSocketAddress address) {
    try {
      return new Wire(
          switch (door) {
            case PLAIN -> new Socket(address.getAddress(), address.getPort());
            case TLS ->
                Keys.localhost()
                    .getSocketFactory()
                    .createSocket(address.getAddress(), address.getPort());
          });
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  /** One char is one byte. */
  public Wire send(String bytes) {
    return send(bytes, bytes.length());
  }

  /** In pieces of this many bytes, each written by itself. */
  public Wire send(String bytes, int piece) {
    byte[] all = bytes.getBytes(StandardCharsets.ISO_8859_1);
    try {
      for (int i = 0; i < all.length; i += piece) {
        socket.getOutputStream().write(all, i, Math.min(piece, all.length - i));
        socket.getOutputStream().flush();
      }
    } catch (IOException closed) {
      // The other side may have answered and gone; what it said is still to be read.
      return this;
    }
    return this;
  }

  /** Ends our side; over TLS the socket stays open, since Java closes both. */
  public Wire finish() {
    try {
      if (!(socket instanceof javax.net.ssl.SSLSocket)) {
        socket.shutdownOutput();
      }
      return this;
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** The next answer with its content, by its own length; empty text at the end. */
  public Answer answer() {
    return answer(false);
  }

  public Answer answer(boolean toHead) {
    try {
      String head = head();
      var fields = new ArrayList<String>(List.of(head.split("\r\n")));
      int length =
          fields.stream()
              .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
              .map(line -> Integer.parseInt(line.substring(15).strip()))
              .findFirst()
              .orElse(0);
      byte[] content = in.readNBytes(toHead ? 0 : length);
      return new Answer(head, new String(content, StandardCharsets.UTF_8));
    } catch (SocketTimeoutException silent) {
      throw new AssertionError("no answer came", silent);
    } catch (IOException gone) {
      return new Answer("", "");
    }
  }

  private String head() throws IOException {
    var head = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.append((char) c);
      if (head.length() > 3 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
        return head.toString();
      }
    }
    return head.toString();
  }

  /** Every answer until the other side closes. */
  public List<Answer> answers() {
    var all = new ArrayList<Answer>();
    for (Answer next = answer(); !next.head().isEmpty(); next = answer()) {
      all.add(next);
    }
    return all;
  }

  /** Whether the other side has closed: waits for it. */
  public boolean isClosed() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** An answer as it came. */
  public record Answer(String head, String content) {
    public int status() {
      return head.isEmpty() ? 0 : Integer.parseInt(head.substring(9, 12));
    }

    public String field(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }
}
