package io.gatehouse.ldap.watch;

import io.gatehouse.ldap.settings.LdapUrl;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest change seen from each server, by that server's own clock: a replica that lags has its
 * own mark, and clocks are never compared.
 */
final class ServerMarks {
  private static final Duration OVERLAP = Duration.ofSeconds(2);
  // RFC 4517 §3.3.13, always with a fraction: what compares it as text still orders it right.
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'.0Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter READ =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
  private static final int SECONDS_LENGTH = 14;

  private final Map<LdapUrl, Instant> newest = new HashMap<>();

  /** From when on changes are asked for; empty for a server that was never read. */
  Optional<String> since(LdapUrl server) {
    return Optional.ofNullable(newest.get(server)).map(mark -> WRITTEN.format(mark.minus(OVERLAP)));
  }

  void saw(LdapUrl server, Instant changed) {
    newest.merge(server, changed, (left, right) -> left.isAfter(right) ? left : right);
  }

  /** To whole seconds; empty when it is not a time in UTC. */
  static Optional<Instant> parse(String generalizedTime) {
    if (!generalizedTime.matches("\\d{14}([.,]\\d+)?Z")) {
      return Optional.empty();
    }
    try {
      return Optional.of(READ.parse(generalizedTime.substring(0, SECONDS_LENGTH), Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
