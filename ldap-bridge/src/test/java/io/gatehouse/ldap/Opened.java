package io.gatehouse.ldap;

import io.gatehouse.ldap.settings.DirectorySettings;
import io.gatehouse.ldap.settings.FailureLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A directory opened with clocks that the test may push forward. */
record Opened(LdapDirectory directory, AtomicLong ahead) implements AutoCloseable {
  static Opened with(DirectorySettings settings) {
    return with(settings, FailureLimits.USUAL);
  }

  static Opened with(DirectorySettings settings, FailureLimits limits) {
    var ahead = new AtomicLong();
    var ambient =
        new LdapDirectory.Ambient(
            Clock.systemUTC(), () -> System.nanoTime() + ahead.get(), new SecureRandom());
    return new Opened(new LdapDirectory(settings, limits, ambient), ahead);
  }

  void advance(Duration duration) {
    ahead.addAndGet(duration.toNanos());
  }

  static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void close() {
    directory.close();
  }
}
