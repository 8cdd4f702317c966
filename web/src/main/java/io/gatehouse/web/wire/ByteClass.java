package io.gatehouse.web.wire;

/** Which bytes may stand where: one table, a bit for each place. */
final class ByteClass {
  static final int TOKEN = 1;
  static final int TARGET = 2;
  static final int VALUE = 4;
  static final int DIGIT = 8;
  static final int HEX = 16;
  static final int HOST = 32;
  static final int TEXT = 64;

  private static final byte[] TABLE = build();

  private ByteClass() {}

  static boolean is(int octet, int kind) {
    return (TABLE[octet & 0xff] & kind) != 0;
  }

  private static byte[] build() {
    var table = new byte[256];
    // RFC 9110 §5.5: visible characters, space and tab; obs-text is passed through unread.
    mark(table, 0x20, 0x7e, VALUE);
    mark(table, 0x80, 0xff, VALUE | TEXT);
    mark(table, 0x21, 0x7e, TEXT);
    table['\t'] |= VALUE;
    // RFC 3986 §3.3, §3.4: what may stand in a path or query unencoded; '%' is looked at apart.
    mark(table, 0x21, 0x7e, TARGET);
    unmark(table, "\"#%<>[\\]^`{|}", TARGET);
    mark(table, '0', '9', TOKEN | DIGIT | HEX | HOST);
    mark(table, 'a', 'z', TOKEN | HOST);
    mark(table, 'A', 'Z', TOKEN | HOST);
    mark(table, 'a', 'f', HEX);
    mark(table, 'A', 'F', HEX);
    mark(table, "!#$%&'*+-.^_`|~", TOKEN);
    mark(table, "-._:[]", HOST);
    return table;
  }

  private static void mark(byte[] table, int from, int to, int kind) {
    for (int i = from; i <= to; i++) {
      table[i] |= (byte) kind;
    }
  }

  private static void mark(byte[] table, String octets, int kind) {
    octets.chars().forEach(octet -> table[octet] |= (byte) kind);
  }

  private static void unmark(byte[] table, String octets, int kind) {
    octets.chars().forEach(octet -> table[octet] &= (byte) ~kind);
  }
}
