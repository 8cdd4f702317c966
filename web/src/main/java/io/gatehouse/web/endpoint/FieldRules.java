package io.gatehouse.web.endpoint;

import io.gatehouse.identity.HttpField;

/** What the product itself may send as a field; breaking it is a bug, not a refusal. */
final class FieldRules {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private FieldRules() {}

  static void require(HttpField field) {
    if (field.name().isEmpty() || !field.name().chars().allMatch(FieldRules::isToken)) {
      throw new IllegalArgumentException("not a field name");
    }
    // RFC 9110 §5.5: a line break would end the field and begin another.
    if (!field.value().chars().allMatch(c -> c == '\t' || (c >= 0x20 && c < 0x7f))) {
      throw new IllegalArgumentException("not a value for the field " + field.name());
    }
  }

  private static boolean isToken(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || TOKEN_MARKS.indexOf(c) >= 0;
  }
}
