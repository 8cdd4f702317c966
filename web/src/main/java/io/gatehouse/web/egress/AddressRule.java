package io.gatehouse.web.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a URL that somebody supplied may lead to: public ones and those the operator
 * allows. Lists what is public in IPv6 rather than what is not, since everything else there is
 * local, reserved or carries an IPv4 address inside (RFC 6890).
 */
final class AddressRule {
  private static final List<Cidr> SPECIAL_V4 =
      networks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");
  private static final Cidr GLOBAL_V6 = Cidr.of("2000::/3");
  private static final List<Cidr> SPECIAL_V6 =
      networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private final List<Cidr> allowed;

  AddressRule(List<Cidr> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  private static List<Cidr> networks(String... texts) {
    return Stream.of(texts).map(Cidr::of).toList();
  }

  boolean mayReach(InetAddress address) {
    return isPublic(address) || allowed.stream().anyMatch(network -> network.contains(address));
  }

  /** An IPv4 address mapped into IPv6 is an IPv4 address to Java, and judged as one. */
  private static boolean isPublic(InetAddress address) {
    return address instanceof Inet4Address
        ? SPECIAL_V4.stream().noneMatch(network -> network.contains(address))
        : GLOBAL_V6.contains(address)
            && SPECIAL_V6.stream().noneMatch(network -> network.contains(address));
  }
}
