package io.gatehouse.web.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.StoppedClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AddressGuardTest {
  private final StoppedClock clock = StoppedClock.at("2026-01-01T12:00:00Z");
  private final AddressGuard guard =
      new AddressGuard(new AddressGuard.Allowance(10, 20, 1000), clock::nanos);

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void charge(String address, int times) {
    for (int i = 0; i < times; i++) {
      guard.charge(address(address));
    }
  }

  private Duration waitFor(String address) {
    return guard.waitFor(address(address));
  }

  @Test
  void anAddressWaitsOnceItCostMoreThanItsBurst() {
    charge("192.0.2.1", 20);
    assertThat(waitFor("192.0.2.1")).isZero();
    charge("192.0.2.1", 1);
    assertThat(waitFor("192.0.2.1")).isEqualTo(Duration.ofMillis(100));
    clock.advance(Duration.ofMillis(100));
    assertThat(waitFor("192.0.2.1")).isZero();
  }

  @Test
  void i02_nobodyWaitsForWhatAnotherAddressDid() {
    charge("192.0.2.1", 1000);
    assertThat(waitFor("192.0.2.1")).isPositive();
    assertThat(waitFor("192.0.2.2")).isZero();
  }

  @Test
  void i04_allAddressesOfOneIpv6NetworkAreCountedAsOne() {
    for (int host = 1; host <= 21; host++) {
      charge("2001:db8:0:1::" + Integer.toHexString(host), 1);
    }
    assertThat(waitFor("2001:db8:0:1:ffff::1")).isPositive();
    assertThat(waitFor("2001:db8:0:2::1")).isZero();
    assertThat(AddressGuard.keyOf(address("2001:db8:0:1::9"))).isEqualTo("20010db800000001::/64");
  }
}
