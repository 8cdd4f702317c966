package io.gatehouse.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Sends exact bytes and reads one answer at a time. */
final class RawClient implements AutoCloseable {
  private final Socket socket;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
  }

  /**
   * @param head status line and fields
   */
  record Answer(int status, String head, String body) {
    List<String> values(String name) {
      var prefix = name.toLowerCase(Locale.ROOT) + ":";
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .toList();
    }

    String value(String name) {
      return String.join(" | ", values(name));
    }
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  Socket socket() {
    return socket;
  }

  /** The next answer, of a request that was not HEAD. */
  Answer read() throws IOException {
    return read(true);
  }

  Answer read(boolean hasBody) throws IOException {
    var in = socket.getInputStream();
    var head = readUntil(in, "\r\n\r\n");
    int status = Integer.parseInt(head.substring(9, 12));
    var answer = new Answer(status, head, "");
    if (!hasBody || status == 204 || status == 304 || status < 200) {
      return answer;
    }
    if (answer.value("Transfer-Encoding").equals("chunked")) {
      return new Answer(status, head, readChunks(in));
    }
    int length = Integer.parseInt("0" + answer.value("Content-Length"));
    var body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("cut off after " + body.length + " of " + length);
    }
    return new Answer(status, head, new String(body, StandardCharsets.UTF_8));
  }

  private static String readChunks(InputStream in) throws IOException {
    var body = new StringBuilder();
    while (true) {
      var line = readUntil(in, "\r\n").strip();
      int size = Integer.parseInt(line, 16);
      body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
      readUntil(in, "\r\n");
      if (size == 0) {
        return body.toString();
      }
    }
  }

  private static String readUntil(InputStream in, String end) throws IOException {
    var out = new ByteArrayOutputStream();
    while (!out.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("connection closed after: " + out.toString(StandardCharsets.UTF_8));
      }
      out.write(b);
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
