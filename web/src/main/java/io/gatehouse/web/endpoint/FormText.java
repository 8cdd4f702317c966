package io.gatehouse.web.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The encoding of forms: plus for space, percent triplets, strictly valid UTF-8. */
final class FormText {
  private FormText() {}

  /** The decoded text; empty when it is not valid. */
  static Optional<String> decode(String encoded) {
    var octets = new byte[encoded.length()];
    int length = 0;
    for (int i = 0; i < encoded.length(); i++) {
      int octet = octet(encoded, i);
      if (octet < 0) {
        return Optional.empty();
      }
      octets[length++] = (byte) octet;
      i += encoded.charAt(i) == '%' ? 2 : 0;
    }
    return utf8(octets, length);
  }

  private static int octet(String text, int at) {
    char c = text.charAt(at);
    if (c == '+') {
      return ' ';
    }
    if (c != '%') {
      return c < 0x100 ? c : -1;
    }
    if (at + 2 >= text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at + 1), 16);
    int low = Character.digit(text.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : (high << 4) | low;
  }

  private static Optional<String> utf8(byte[] octets, int length) {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      String text = decoder.decode(ByteBuffer.wrap(octets, 0, length)).toString();
      return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }
}
