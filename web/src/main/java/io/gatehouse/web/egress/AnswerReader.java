package io.gatehouse.web.egress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one HTTP/1.1 answer within limits. Strict: what is framed in two ways is no answer. */
final class AnswerReader {
  private static final int HEAD_LIMIT = 32 * 1024;

  private final InputStream in;
  private final int limit;
  private final List<String> fields = new ArrayList<>();
  private int headLeft = HEAD_LIMIT;

  AnswerReader(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /** The status; afterwards the fields are known. */
  int status() throws IOException {
    String line = line();
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
      throw new IOException("the answer is not HTTP");
    }
    for (String field = line(); !field.isEmpty(); field = line()) {
      fields.add(field);
    }
    return Integer.parseInt(line, 9, 12, 10);
  }

  Optional<String> field(String name) throws IOException {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    List<String> values =
        fields.stream()
            .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(prefix))
            .map(field -> field.substring(prefix.length()).strip())
            .toList();
    if (values.size() > 1 && !name.equalsIgnoreCase("Cache-Control")) {
      throw new IOException("the answer gives " + name + " twice");
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
  }

  byte[] content() throws IOException {
    Optional<String> coding = field("Transfer-Encoding");
    Optional<String> length = field("Content-Length");
    if (coding.isPresent()) {
      if (length.isPresent() || !coding.get().equalsIgnoreCase("chunked")) {
        throw new IOException("the answer is framed in two ways");
      }
      return chunks();
    }
    return length.isPresent() ? exactly(number(length.get(), 10)) : toTheEnd();
  }

  private byte[] chunks() throws IOException {
    var content = new ByteArrayOutputStream();
    int size = chunkSize();
    while (size > 0) {
      content.writeBytes(exactly(size));
      require(content.size());
      if (!line().isEmpty()) {
        throw new IOException("a chunk does not end where it says");
      }
      size = chunkSize();
    }
    return content.toByteArray();
  }

  private int chunkSize() throws IOException {
    headLeft = HEAD_LIMIT;
    String line = line();
    int extension = line.indexOf(';');
    return number(extension < 0 ? line : line.substring(0, extension), 16);
  }

  private static int number(String text, int radix) throws IOException {
    if (text.isEmpty() || text.length() > 9 || Character.digit(text.charAt(0), radix) < 0) {
      throw new IOException("a length is not a plain number");
    }
    try {
      return Integer.parseInt(text, radix);
    } catch (NumberFormatException malformed) {
      throw new IOException("a length is not a plain number", malformed);
    }
  }

  private byte[] exactly(int length) throws IOException {
    require(length);
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new IOException("the answer was cut short");
    }
    return content;
  }

  private byte[] toTheEnd() throws IOException {
    byte[] content = in.readNBytes(limit + 1);
    require(content.length);
    return content;
  }

  private void require(int length) throws IOException {
    if (length > limit) {
      throw new IOException("the answer is larger than " + limit + " bytes");
    }
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream(64);
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0 || headLeft-- == 0) {
        throw new IOException(octet < 0 ? "the answer was cut short" : "the head is too large");
      }
      line.write(octet);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
