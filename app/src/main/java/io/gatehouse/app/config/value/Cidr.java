package io.gatehouse.app.config.value;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A block of addresses: {@code 10.0.0.0/8}, {@code fd00::/8}; a lone address is a block of one. */
public record Cidr(InetAddress network, int prefix) {
  public static final String FORM = "[0-9a-fA-F:.]+(/[0-9]{1,3})?";
  public static final String WORDS = "a network such as 10.0.0.0/8 or fd00::/8";

  private static final Pattern CIDR = Pattern.compile("([0-9a-fA-F:.]+)(?:/([0-9]{1,3}))?");

  public static Parsed<Cidr> parse(String text) {
    var match = CIDR.matcher(text);
    if (!match.matches()) {
      return wrong();
    }
    return address(match.group(1))
        .map(network -> block(network, Optional.ofNullable(match.group(2))))
        .orElseGet(Cidr::wrong);
  }

  private static Parsed<Cidr> block(InetAddress network, Optional<String> written) {
    var bits = network.getAddress().length * 8;
    var prefix = written.map(Integer::parseInt).orElse(bits);
    if (prefix > bits) {
      return wrong();
    }
    var cidr = new Cidr(network, prefix);
    return cidr.equals(new Cidr(cidr.first(), prefix))
        ? Parsed.good(cidr)
        : Parsed.bad("Bits are set behind the prefix; write " + cidr.firstText() + ".");
  }

  private static Parsed<Cidr> wrong() {
    return Parsed.bad("Expected " + WORDS + ".");
  }

  // A literal of digits, dots and colons never reaches name resolution.
  private static Optional<InetAddress> address(String literal) {
    try {
      return Optional.of(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  public boolean contains(InetAddress address) {
    return address.getAddress().length == network.getAddress().length
        && new Cidr(address, prefix).first().equals(network);
  }

  private InetAddress first() {
    var bytes = network.getAddress();
    for (var bit = prefix; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    }
    return address(bytes);
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address of its own length", impossible);
    }
  }

  private String firstText() {
    return first().getHostAddress() + "/" + prefix;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }
}
