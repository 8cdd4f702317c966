package io.gatehouse.ldap.settings;

import java.time.Duration;

/**
 * How many wrong passwords are borne before waiting begins.
 *
 * @param perPerson failures of one person, by whatever name they were tried, within the window
 * @param perAddress failures from one address (an IPv6 network of /64) within the window
 * @param firstWait doubles with each further failure
 * @param longestWait the doubling ends here
 */
public record FailureLimits(
    int perPerson, int perAddress, Duration window, Duration firstWait, Duration longestWait) {
  public static final FailureLimits USUAL =
      new FailureLimits(
          5, 50, Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofMinutes(15));
}
