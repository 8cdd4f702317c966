package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.regex.Pattern;

/** A service that keeps every byte it is sent and answers 200 to what looks like a request. */
final class RecordingService implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nok\n"
          .getBytes(ISO_8859_1);

  private final ServerSocket server;
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

  private RecordingService(ServerSocket server) {
    this.server = server;
  }

  static RecordingService open() {
    try {
      var service =
          new RecordingService(new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1")));
      Thread.ofVirtual().start(service::acceptAll);
      return service;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** Everything received since the last {@link #forget()}. */
  String seen() {
    synchronized (seen) {
      return seen.toString(ISO_8859_1);
    }
  }

  void forget() {
    synchronized (seen) {
      seen.reset();
    }
  }

  private void acceptAll() {
    try {
      while (true) {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = socket.getInputStream();
      while (readMessage(in)) {
        socket.getOutputStream().write(ANSWER);
        socket.getOutputStream().flush();
      }
    } catch (IOException closed) {
      // The gateway went away; what it had sent is recorded.
    }
  }

  private boolean readMessage(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      if (!readByte(in, head)) {
        return false;
      }
    }
    var length = LENGTH.matcher(head);
    var body = new StringBuilder();
    if (length.find()) {
      for (var left = Integer.parseInt(length.group(1)); left > 0; left--) {
        readByte(in, body);
      }
    } else if (head.toString().toLowerCase(java.util.Locale.ROOT).contains("chunked")) {
      var more = true;
      while (more && !body.toString().endsWith("0\r\n\r\n")) {
        more = readByte(in, body);
      }
    }
    return true;
  }

  private boolean readByte(InputStream in, StringBuilder text) throws IOException {
    var read = in.read();
    if (read < 0) {
      return false;
    }
    text.append((char) read);
    synchronized (seen) {
      seen.write(read);
    }
    return true;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
