package io.gatehouse.web.exchange;

import io.gatehouse.web.egress.Cidr;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The proxies whose word about a caller's address counts.
 *
 * <p>Read from the right: each trusted proxy vouches for the address that it added, and the first
 * one that is no trusted proxy is the caller. What cannot be read ends the reading, so that nothing
 * to the left of it, which anybody may have written, is ever believed.
 */
public final class TrustedProxies {
  /** Nobody's word counts. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private static final Pattern IPV4 =
      Pattern.compile("(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})(?::\\d{1,5})?");
  private static final Pattern IPV6 =
      Pattern.compile("\\[([0-9A-Fa-f:.]{2,45})](?::\\d{1,5})?|([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)");
  private static final Pattern FOR =
      Pattern.compile("(?i)(?:^|;)\\s*for=(?:\"([^\"\\\\]*)\"|([^\";\\s]*))\\s*(?:;|$)");

  private final List<Cidr> networks;

  private TrustedProxies(List<Cidr> networks) {
    this.networks = List.copyOf(networks);
  }

  public static TrustedProxies in(List<Cidr> networks) {
    return new TrustedProxies(networks);
  }

  private boolean isOne(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /**
   * Who called: the peer, unless it is a trusted proxy that says otherwise. When its two fields
   * tell two stories, one of them is the caller's own, and neither is believed.
   */
  InetAddress caller(InetAddress peer, List<String> forwardedFor, List<String> forwarded) {
    if (networks.isEmpty() || !isOne(peer)) {
      return peer;
    }
    var listed = follow(peer, elements(forwardedFor));
    var told = follow(peer, elements(forwarded).stream().map(TrustedProxies::forOf).toList());
    if (forwardedFor.isEmpty() || forwarded.isEmpty()) {
      return forwardedFor.isEmpty() ? told : listed;
    }
    return listed.equals(told) ? listed : peer;
  }

  private InetAddress follow(InetAddress peer, List<String> addresses) {
    var last = peer;
    for (var text : addresses.reversed()) {
      var address = address(text);
      if (address.isEmpty()) {
        return last;
      }
      last = address.get();
      if (!isOne(last)) {
        return last;
      }
    }
    return last;
  }

  private static List<String> elements(List<String> values) {
    var all = new ArrayList<String>();
    values.forEach(value -> List.of(value.split(",", -1)).forEach(e -> all.add(e.strip())));
    return all;
  }

  // RFC 7239 §4: an element without `for`, or with an obfuscated one, names no address.
  private static String forOf(String element) {
    var found = FOR.matcher(element);
    if (!found.find()) {
      return "";
    }
    return found.group(1) == null ? found.group(2) : found.group(1);
  }

  /** RFC 7239 §6: an address, IPv6 in brackets, perhaps with a port. Names are never looked up. */
  private static Optional<InetAddress> address(String text) {
    var four = IPV4.matcher(text);
    var six = IPV6.matcher(text);
    try {
      if (four.matches()) {
        return Optional.of(InetAddress.ofLiteral(four.group(1)));
      }
      return six.matches()
          ? Optional.of(InetAddress.ofLiteral(six.group(1) == null ? six.group(2) : six.group(1)))
          : Optional.empty();
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
