package io.gatehouse.signing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** One named parameter of a query (RFC 9421 §2.2.8). */
final class QueryParameters {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private QueryParameters() {}

  /**
   * The parameter's value in the one spelling of §2.2.8. A name that comes twice is ambiguous, and
   * so is a query whose percent sequences or UTF-8 are broken: readers differ on what it says.
   */
  static ComponentValue value(String query, String name) {
    Optional<String> found = Optional.empty();
    for (var pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      var pairName = respelled(equals < 0 ? pair : pair.substring(0, equals));
      if (pairName.isEmpty()) {
        return new ComponentValue.Ambiguous();
      }
      if (pairName.get().equals(name)) {
        if (found.isPresent()) {
          return new ComponentValue.Ambiguous();
        }
        found = Optional.of(equals < 0 ? "" : pair.substring(equals + 1));
      }
    }
    return found.isEmpty() ? new ComponentValue.Absent() : presentOrBroken(found.get());
  }

  private static ComponentValue presentOrBroken(String raw) {
    var value = respelled(raw);
    return value.isEmpty()
        ? new ComponentValue.Ambiguous()
        : new ComponentValue.Present(value.get());
  }

  private static Optional<String> respelled(String raw) {
    return decoded(raw).filter(QueryParameters::isUtf8).map(QueryParameters::encoded);
  }

  private static Optional<byte[]> decoded(String raw) {
    var bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '%') {
        bytes.write(c == '+' ? ' ' : c);
      } else if (i + 2 < raw.length() && isHexPair(raw, i + 1)) {
        bytes.write(Syntax.hex(raw.charAt(i + 1)) << 4 | Syntax.hex(raw.charAt(i + 2)));
        i += 2;
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(bytes.toByteArray());
  }

  private static boolean isHexPair(String text, int at) {
    return Syntax.hex(text.charAt(at)) >= 0 && Syntax.hex(text.charAt(at + 1)) >= 0;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static String encoded(byte[] bytes) {
    var out = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      char c = (char) (b & 0xff);
      if (Syntax.isAlpha(c) || Syntax.isDigit(c) || "*-._".indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(HEX.toHexDigits(b));
      }
    }
    return out.toString();
  }
}
