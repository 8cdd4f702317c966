package io.gatehouse.web.wire;

/** The fields that decide where a message ends or where it goes. */
enum KnownField {
  OTHER(0, "", "", Fault.NONE),
  HOST(1, "host", "", Fault.HOST_REPEATED),
  LENGTH(2, "content-length", "", Fault.LENGTH_REPEATED),
  CODING(4, "transfer-encoding", "chunked", Fault.CODING_REPEATED),
  EXPECT(8, "expect", "100-continue", Fault.EXPECTATION);

  private final int bit;
  private final String lowerName;
  private final String onlyValue;
  private final Fault whenRepeated;

  KnownField(int bit, String lowerName, String onlyValue, Fault whenRepeated) {
    this.bit = bit;
    this.lowerName = lowerName;
    this.onlyValue = onlyValue;
    this.whenRepeated = whenRepeated;
  }

  /** The one that a name with this first letter could still become. */
  static KnownField startingWith(int letter) {
    return switch (letter | 0x20) {
      case 'h' -> HOST;
      case 'c' -> LENGTH;
      case 't' -> CODING;
      case 'e' -> EXPECT;
      default -> OTHER;
    };
  }

  boolean hasLetter(int index, int octet) {
    return index < lowerName.length() && lower(octet) == lowerName.charAt(index);
  }

  boolean hasLength(int length) {
    return length == lowerName.length();
  }

  String onlyValue() {
    return onlyValue;
  }

  Fault whenRepeated() {
    return whenRepeated;
  }

  int bit() {
    return bit;
  }

  static int lower(int octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }
}
