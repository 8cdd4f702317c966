package io.gatehouse.tokens.saml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * XML as text, judged before any parser sees it: what parsers read differently is not there.
 * Declarations, CDATA, comments and processing instructions all begin with two characters that
 * well-formed content cannot hold.
 */
final class XmlText {
  private static final Pattern DECLARATION =
      Pattern.compile(
          "<\\?xml[ \\t\\r\\n]+version=(\"1\\.0\"|'1\\.0')"
              + "([ \\t\\r\\n]+encoding=(\"[Uu][Tt][Ff]-8\"|'[Uu][Tt][Ff]-8'))?"
              + "([ \\t\\r\\n]+standalone=(\"(yes|no)\"|'(yes|no)'))?[ \\t\\r\\n]*\\?>");

  private XmlText() {}

  /** The text without its XML declaration; empty when the bytes are not plain UTF-8 XML. */
  static Optional<String> read(byte[] bytes, boolean commentsAllowed) {
    return decode(bytes)
        .map(XmlText::withoutDeclaration)
        .filter(text -> hasNoMarkupDeclaration(text, commentsAllowed))
        .filter(text -> text.chars().noneMatch(XmlText::isForeign));
  }

  private static Optional<String> decode(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  private static String withoutDeclaration(String text) {
    var declaration = DECLARATION.matcher(text);
    return declaration.lookingAt() ? text.substring(declaration.end()) : text;
  }

  private static boolean hasNoMarkupDeclaration(String text, boolean commentsAllowed) {
    for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
      boolean declares = text.startsWith("<?", at) || text.startsWith("<!", at);
      if (declares && !(commentsAllowed && text.startsWith("<!--", at))) {
        return false;
      }
    }
    return true;
  }

  // A byte order mark, and controls that XML 1.0 does not have.
  private static boolean isForeign(int c) {
    return c == 0xFEFF || (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
  }
}
