package io.gatehouse.gateway.forward.client;

/** Which bytes may stand where in a message: one table, a bit for each place. */
final class Octets {
  static final int TOKEN = 1;
  static final int VALUE = 2;
  static final int DIGIT = 4;
  static final int HEX = 8;

  private static final byte[] TABLE = build();

  private Octets() {}

  static boolean is(int octet, int kind) {
    return (TABLE[octet & 0xff] & kind) != 0;
  }

  private static byte[] build() {
    var table = new byte[256];
    // RFC 9110 §5.5: visible characters, space, tab; obs-text is passed through unread.
    mark(table, ' ', '~', VALUE);
    mark(table, 0x80, 0xff, VALUE);
    mark(table, '\t', '\t', VALUE);
    mark(table, '0', '9', TOKEN | DIGIT | HEX);
    mark(table, 'a', 'z', TOKEN);
    mark(table, 'A', 'Z', TOKEN);
    mark(table, 'a', 'f', HEX);
    mark(table, 'A', 'F', HEX);
    "!#$%&'*+-.^_`|~".chars().forEach(octet -> table[octet] |= TOKEN);
    return table;
  }

  private static void mark(byte[] table, int from, int to, int kind) {
    for (int i = from; i <= to; i++) {
      table[i] |= (byte) kind;
    }
  }
}
