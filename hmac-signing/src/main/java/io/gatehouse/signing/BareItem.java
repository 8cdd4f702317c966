package io.gatehouse.signing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * A value of RFC 9651 §3.3 without parameters. What exists can be serialised: the constructors
 * refuse every value that the wire format cannot carry.
 */
public sealed interface BareItem {
  /** An Integer (§3.3.1): at most fifteen digits. */
  record Whole(long value) implements BareItem {
    private static final long MAX = 999_999_999_999_999L;

    public Whole {
      Syntax.require(value >= -MAX && value <= MAX, "an integer of more than fifteen digits");
    }
  }

  /** A Decimal (§3.3.2): twelve digits, a point, three digits; half is rounded to even. */
  record Fraction(BigDecimal value) implements BareItem {
    public Fraction {
      value = value.setScale(3, RoundingMode.HALF_EVEN);
      Syntax.require(
          value.precision() - value.scale() <= 12, "a decimal of more than twelve digits");
    }
  }

  /** A String (§3.3.3): printable ASCII. */
  record Text(String value) implements BareItem {
    public Text {
      Syntax.require(Syntax.isPrintableAscii(value), "a string beyond printable ASCII");
    }
  }

  /** A Token (§3.3.4). */
  record Token(String value) implements BareItem {
    public Token {
      Syntax.require(Syntax.isToken(value), "not a token");
    }
  }

  /** A Byte Sequence (§3.3.5). */
  final class Octets implements BareItem {
    private final byte[] bytes;

    private Octets(byte[] bytes) {
      this.bytes = bytes;
    }

    public static Octets of(byte[] bytes) {
      return new Octets(bytes.clone());
    }

    /** A copy. */
    public byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Octets[" + bytes.length + " bytes]";
    }
  }

  /** A Boolean (§3.3.6). */
  record Truth(boolean value) implements BareItem {
    public static final Truth TRUE = new Truth(true);
  }

  /** A Date (§3.3.7) in seconds since 1970. */
  record Moment(long seconds) implements BareItem {
    public Moment {
      new Whole(seconds);
    }
  }

  /** A Display String (§3.3.8): Unicode. */
  record Display(String value) implements BareItem {}
}
