package io.gatehouse.ldap.password;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** The part of an address that one customer of a network holds: IPv4 whole, IPv6 by /64. */
final class Addresses {
  private static final int V6_NETWORK_BYTES = 8;

  private Addresses() {}

  static String network(InetAddress from) {
    var bytes = from.getAddress();
    var counted = bytes.length == 4 ? bytes : Arrays.copyOf(bytes, V6_NETWORK_BYTES);
    return HexFormat.of().formatHex(counted);
  }
}
