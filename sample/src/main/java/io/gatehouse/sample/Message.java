package io.gatehouse.sample;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One request as it arrived: names, order and repetition of the fields are kept. */
record Message(String method, String target, List<Field> fields, String body) {
  private static final int LONGEST_LINE = 64 * 1024;
  private static final int LONGEST_BODY = 8 * 1024 * 1024;

  /** A header field. */
  record Field(String name, String value) {}

  /** Reads one; empty at the end of the connection. */
  static Optional<Message> read(InputStream in) throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return Optional.empty();
    }
    in.reset();
    var words = line(in).split(" ", -1);
    if (words.length != 3) {
      throw new IOException("not a request line");
    }
    var fields = fields(in);
    return Optional.of(new Message(words[0], words[1], fields, body(in, fields)));
  }

  /** Whether the peer wants no further answer on this connection. */
  boolean isLast() {
    return values("Connection").stream().anyMatch("close"::equalsIgnoreCase);
  }

  String path() {
    var end = target.indexOf('?');
    return end < 0 ? target : target.substring(0, end);
  }

  Optional<String> query() {
    var end = target.indexOf('?');
    return end < 0 ? Optional.empty() : Optional.of(target.substring(end + 1));
  }

  List<String> values(String name) {
    return values(fields, name);
  }

  private static List<String> values(List<Field> fields, String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  private static List<Field> fields(InputStream in) throws IOException {
    var fields = new ArrayList<Field>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("not a field line");
      }
      fields.add(new Field(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return List.copyOf(fields);
  }

  private static String body(InputStream in, List<Field> fields) throws IOException {
    if (values(fields, "Transfer-Encoding").contains("chunked")) {
      return chunks(in);
    }
    var lengths = values(fields, "Content-Length");
    var bytes = new ByteArrayOutputStream();
    if (!lengths.isEmpty()) {
      copy(in, Integer.parseInt(lengths.getFirst()), bytes);
    }
    return bytes.toString(UTF_8);
  }

  private static String chunks(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var size = chunkSize(in); size > 0; size = chunkSize(in)) {
      copy(in, size, bytes);
      line(in);
    }
    // Trailers are no part of what is answered.
    fields(in);
    return bytes.toString(UTF_8);
  }

  private static int chunkSize(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static void copy(InputStream in, int length, ByteArrayOutputStream to)
      throws IOException {
    if (length < 0 || length > LONGEST_BODY - to.size()) {
      throw new IOException("more than this service reads");
    }
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("the body ended early");
    }
    to.writeBytes(bytes);
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        throw new IOException("the message ended early");
      }
      if (line.size() == LONGEST_LINE) {
        throw new IOException("a line without end");
      }
      line.write(read);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }
}
