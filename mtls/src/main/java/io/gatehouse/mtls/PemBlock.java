package io.gatehouse.mtls;

import io.gatehouse.identity.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One block of a PEM file (RFC 7468).
 *
 * @param label what stands after BEGIN
 */
record PemBlock(String label, byte[] der, SourcePosition position) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /** All blocks of a text; what stands between blocks is a comment (RFC 7468 §2). */
  static List<PemBlock> readAll(String file, String text) {
    List<PemBlock> blocks = new ArrayList<>();
    var lines = text.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).startsWith(BEGIN)) {
        int end = endOf(file, lines, at);
        blocks.add(block(file, lines, at, end));
        at = end;
      }
    }
    return blocks;
  }

  static String write(String label, byte[] der) {
    return BEGIN
        + label
        + DASHES
        + "\n"
        + LINES.encodeToString(der)
        + "\n"
        + END
        + label
        + DASHES
        + "\n";
  }

  private static int endOf(String file, List<String> lines, int begin) {
    var wanted = END + label(lines.get(begin)) + DASHES;
    for (int at = begin + 1; at < lines.size() && !lines.get(at).startsWith(BEGIN); at++) {
      if (lines.get(at).strip().equals(wanted)) {
        return at;
      }
    }
    throw new UnusableFile(at(file, begin), "no line \"" + wanted + "\" follows");
  }

  private static PemBlock block(String file, List<String> lines, int begin, int end) {
    var body = String.join("", lines.subList(begin + 1, end)).replaceAll("\\s", "");
    try {
      return new PemBlock(
          label(lines.get(begin)), Base64.getDecoder().decode(body), at(file, begin));
    } catch (IllegalArgumentException notBase64) {
      throw new UnusableFile(at(file, begin), "the block that begins here is not base64");
    }
  }

  private static String label(String line) {
    int end = line.indexOf(DASHES, BEGIN.length());
    return end < 0 ? line.substring(BEGIN.length()) : line.substring(BEGIN.length(), end);
  }

  private static SourcePosition at(String file, int index) {
    return new SourcePosition(file, index + 1, 1);
  }
}
