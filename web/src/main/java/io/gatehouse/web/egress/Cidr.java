package io.gatehouse.web.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** A network of addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}. */
public final class Cidr {
  private final byte[] prefix;
  private final int bits;
  private final String text;

  private Cidr(byte[] prefix, int bits, String text) {
    this.prefix = prefix;
    this.bits = bits;
    this.text = text;
  }

  /** Reads the usual notation; an address without a length is that address alone. */
  public static Cidr of(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean literal =
        address.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':');
    if (!literal || (address.indexOf(':') < 0 && address.split("\\.", -1).length != 4)) {
      throw new IllegalArgumentException("not a network: " + text);
    }
    try {
      byte[] prefix = InetAddress.getByName(address).getAddress();
      int bits =
          slash < 0 ? prefix.length * 8 : Integer.parseInt(text, slash + 1, text.length(), 10);
      if (bits < 0 || bits > prefix.length * 8) {
        throw new IllegalArgumentException("not a network: " + text);
      }
      return new Cidr(prefix, bits, text);
    } catch (UnknownHostException | NumberFormatException malformed) {
      throw new IllegalArgumentException("not a network: " + text, malformed);
    }
  }

  public boolean contains(InetAddress address) {
    byte[] octets = address.getAddress();
    if (octets.length != prefix.length) {
      return false;
    }
    int whole = bits / 8;
    if (!Arrays.equals(octets, 0, whole, prefix, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    return rest == 0 || ((octets[whole] ^ prefix[whole]) & 0xff) >>> (8 - rest) == 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
