package io.gatehouse.ldap.people;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads attribute values as text that may stand in tokens, headers and logs. A value that is too
 * long, not UTF-8 or holds a control character is as if it were not there.
 */
final class AttributeText {
  private static final int LONGEST = 256;
  // Control characters and the two line separators outside ASCII.
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]");
  private static final Pattern MAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");

  private AttributeText() {}

  static Optional<String> first(SearchResultEntry entry, String attribute) {
    var values = entry.getAttributeValueByteArrays(attribute);
    if (values == null) {
      return Optional.empty();
    }
    for (var value : values) {
      var text = text(value);
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  static Optional<String> mail(SearchResultEntry entry) {
    return first(entry, "mail").filter(text -> MAIL.matcher(text).matches());
  }

  private static Optional<String> text(byte[] value) {
    if (value.length == 0 || value.length > LONGEST) {
      return Optional.empty();
    }
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      return fit(text) ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  static boolean fit(String text) {
    return !text.isBlank() && !UNFIT.matcher(text).find();
  }
}
