package io.gatehouse.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.web.egress.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who called, when a proxy in between says so. */
class TrustedProxiesTest {
  private static final TrustedProxies OURS =
      TrustedProxies.in(List.of(Cidr.of("10.0.0.0/8"), Cidr.of("fd00::/8")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // peer | X-Forwarded-For | Forwarded | caller
        "203.0.113.9 | 198.51.100.1 | - | 203.0.113.9",
        "203.0.113.9 | - | for=198.51.100.1 | 203.0.113.9",
        "10.0.0.1 | - | - | 10.0.0.1",
        "10.0.0.1 | 198.51.100.1 | - | 198.51.100.1",
        "10.0.0.1 | 192.0.2.66, 198.51.100.1 | - | 198.51.100.1",
        "10.0.0.1 | 192.0.2.66, 198.51.100.1, 10.0.0.2 | - | 198.51.100.1",
        "10.0.0.1 | 10.0.0.3, 10.0.0.2 | - | 10.0.0.3",
        "10.0.0.1 | 198.51.100.1:4711 | - | 198.51.100.1",
        "10.0.0.1 | [2001:db8::1]:4711 | - | 2001:db8::1",
        "10.0.0.1 | 2001:db8::1 | - | 2001:db8::1",
        "fd00::1 | 198.51.100.1 | - | 198.51.100.1",
        "10.0.0.1 | 198.51.100.1, unknown | - | 10.0.0.1",
        "10.0.0.1 | 198.51.100.1, unknown, 10.0.0.2 | - | 10.0.0.2",
        "10.0.0.1 | 198.51.100.1, | - | 10.0.0.1",
        "10.0.0.1 | localhost | - | 10.0.0.1",
        "10.0.0.1 | 0x7f.1 | - | 10.0.0.1",
        "10.0.0.1 | 999.1.1.1 | - | 10.0.0.1",
        "10.0.0.1 | fe80::1%eth0 | - | 10.0.0.1",
        "10.0.0.1 | - | for=198.51.100.1;proto=https | 198.51.100.1",
        "10.0.0.1 | - | by=10.0.0.1;For=\"[2001:db8::1]:80\" | 2001:db8::1",
        "10.0.0.1 | - | for=192.0.2.66, for=198.51.100.1 | 198.51.100.1",
        "10.0.0.1 | - | for=198.51.100.1, for=_hidden | 10.0.0.1",
        "10.0.0.1 | - | for=198.51.100.1, proto=https | 10.0.0.1",
        "10.0.0.1 | - | xfor=198.51.100.1 | 10.0.0.1",
        "10.0.0.1 | 198.51.100.1 | for=198.51.100.1 | 198.51.100.1",
        "10.0.0.1 | 198.51.100.1 | for=192.0.2.66 | 10.0.0.1"
      })
  void aTrustedProxyIsBelievedFromTheRight(
      String peer, String forwardedFor, String forwarded, String caller) {
    assertThat(caller(OURS, peer, forwardedFor, forwarded)).isEqualTo(caller);
  }

  @Test
  void severalFieldsAreOneList() throws Exception {
    var fields = List.of("192.0.2.66", "198.51.100.1", "10.0.0.2");
    assertThat(OURS.caller(InetAddress.ofLiteral("10.0.0.1"), fields, List.of()).getHostAddress())
        .isEqualTo("198.51.100.1");
  }

  @Test
  void nobodyIsBelievedUnlessConfigured() {
    assertThat(caller(TrustedProxies.NONE, "10.0.0.1", "198.51.100.1", "for=198.51.100.1"))
        .isEqualTo("10.0.0.1");
  }

  private static String caller(
      TrustedProxies proxies, String peer, String forwardedFor, String forwarded) {
    var address =
        proxies.caller(
            InetAddress.ofLiteral(peer),
            Optional.ofNullable(forwardedFor).stream().toList(),
            Optional.ofNullable(forwarded).stream().toList());
    return address.getHostAddress().replaceAll("(:0)+:0:", "::").replaceAll("(^|:)0(:0)+:", "::");
  }
}
