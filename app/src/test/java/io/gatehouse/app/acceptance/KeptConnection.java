package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sends one request after the other, on one connection for as long as the server keeps it. */
final class KeptConnection implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n");
  private static final int MILLIS = 10_000;

  private final RawClient client;
  private Optional<Socket> open = Optional.empty();

  KeptConnection(RawClient client) {
    this.client = client;
  }

  /** The status of the one answer to this request. */
  int exchange(String request) {
    try {
      var socket = connected();
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      var head = head(socket.getInputStream());
      var status = Integer.parseInt(head.substring(9, 12));
      skipBody(socket.getInputStream(), request, head);
      if (head.contains("\r\nconnection: close\r\n")) {
        close();
      }
      return status;
    } catch (IOException e) {
      throw new UncheckedIOException(request, e);
    }
  }

  private Socket connected() throws IOException {
    if (open.isEmpty()) {
      var socket = client.open();
      socket.setSoTimeout(MILLIS);
      open = Optional.of(socket);
    }
    return open.orElseThrow();
  }

  private static String head(InputStream in) throws IOException {
    var text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      var read = in.read();
      if (read < 0) {
        throw new IOException("closed without an answer after: " + text);
      }
      text.append((char) read);
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }

  private static void skipBody(InputStream in, String request, String head) throws IOException {
    var length = LENGTH.matcher(head);
    if (!request.startsWith("HEAD ") && length.find()) {
      in.skipNBytes(Integer.parseInt(length.group(1)));
    }
  }

  @Override
  public void close() {
    try {
      if (open.isPresent()) {
        open.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open = Optional.empty();
  }
}
