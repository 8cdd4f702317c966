package io.gatehouse.web.wire;

/** The values of the fields that frame a message, judged byte by byte. */
final class KnownValue {
  private static final int MOST_DIGITS = 18;

  private KnownField field = KnownField.OTHER;
  private String authority = "";
  private int seen;
  private int count;
  private boolean ended;
  private boolean differs;
  private long length;

  void reset(String absoluteAuthority) {
    authority = absoluteAuthority;
    seen = 0;
    length = 0;
  }

  Fault begin(KnownField next) {
    field = next;
    count = 0;
    ended = false;
    differs = false;
    boolean repeated = (seen & next.bit()) != 0;
    seen |= next.bit();
    return repeated ? next.whenRepeated() : Fault.NONE;
  }

  /** A byte of the value; whitespace around it does not count (RFC 9110 §5.5). */
  Fault take(int octet) {
    if (octet == ' ' || octet == '\t') {
      ended = count > 0;
      return Fault.NONE;
    }
    differs |= ended;
    Fault fault = judge(octet);
    count++;
    return fault;
  }

  private Fault judge(int octet) {
    return switch (field) {
      case HOST -> host(octet);
      case LENGTH -> digit(octet);
      case CODING, EXPECT -> {
        String only = field.onlyValue();
        differs |= count >= only.length() || KnownField.lower(octet) != only.charAt(count);
        yield Fault.NONE;
      }
      case OTHER -> Fault.NONE;
    };
  }

  private Fault host(int octet) {
    if (ended || !ByteClass.is(octet, ByteClass.HOST)) {
      return Fault.HOST_VALUE;
    }
    // RFC 9112 §3.2.2 lets the target win over the field; two answers to one question are refused.
    differs |=
        !authority.isEmpty()
            && (count >= authority.length() || KnownField.lower(octet) != authority.charAt(count));
    return Fault.NONE;
  }

  private Fault digit(int octet) {
    boolean leadingZero = count == 1 && length == 0;
    if (ended || leadingZero || count == MOST_DIGITS || !ByteClass.is(octet, ByteClass.DIGIT)) {
      return Fault.LENGTH_VALUE;
    }
    length = length * 10 + (octet - '0');
    return Fault.NONE;
  }

  Fault end() {
    return switch (field) {
      case HOST -> endHost();
      case LENGTH -> count == 0 ? Fault.LENGTH_VALUE : Fault.NONE;
      case CODING -> isOnlyValue() ? Fault.NONE : Fault.CODING_UNKNOWN;
      case EXPECT -> isOnlyValue() ? Fault.NONE : Fault.EXPECTATION;
      case OTHER -> Fault.NONE;
    };
  }

  private Fault endHost() {
    if (count == 0) {
      return Fault.HOST_VALUE;
    }
    boolean other = differs || (!authority.isEmpty() && count != authority.length());
    return other ? Fault.HOST_DIFFERS : Fault.NONE;
  }

  private boolean isOnlyValue() {
    return !differs && count == field.onlyValue().length();
  }

  /** What the fields say together, once the head is complete (RFC 9112 §6.1, §6.3). */
  Fault conclude(boolean old, long most) {
    if (!has(KnownField.HOST)) {
      return Fault.HOST_MISSING;
    }
    if (has(KnownField.CODING) && old) {
      return Fault.CODING_OLD;
    }
    if (has(KnownField.CODING) && has(KnownField.LENGTH)) {
      return Fault.LENGTH_AND_CODING;
    }
    return length > most ? Fault.CONTENT_LARGE : Fault.NONE;
  }

  private boolean has(KnownField wanted) {
    return (seen & wanted.bit()) != 0;
  }

  boolean isChunked() {
    return has(KnownField.CODING);
  }

  /** The content's length; zero when none is stated. */
  long length() {
    return length;
  }
}
