package io.gatehouse.sts.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.certificates.CertifiedKeys;
import io.gatehouse.sts.store.jdbc.EmbeddedDatabase;
import io.gatehouse.sts.store.jdbc.JdbcCertifiedKeys;
import io.gatehouse.sts.store.jdbc.StateFolder;
import io.gatehouse.sts.store.memory.InMemoryCertifiedKeys;
import io.gatehouse.testkit.StoppedClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One promise, kept in memory and in the store. */
final class CertifiedKeysTest {
  private final StoppedClock clock = StoppedClock.at("2026-11-22T10:00:00Z");

  @TempDir private Path scratch;

  @Test
  void inMemory() {
    aKeyIsKnownByItsLastCertificateUntilThatEnded(new InMemoryCertifiedKeys());
  }

  @Test
  void inTheStore() {
    try (var folder = StateFolder.lock(scratch.resolve("one"));
        var database = EmbeddedDatabase.open(folder, clock)) {
      aKeyIsKnownByItsLastCertificateUntilThatEnded(new JdbcCertifiedKeys(database));
    }
  }

  private void aKeyIsKnownByItsLastCertificateUntilThatEnded(CertifiedKeys keys) {
    var now = clock.instant();
    var end = now.plus(Duration.ofDays(1));
    assertThat(keys.lastCertificate("k1")).isEmpty();
    keys.certified("k1", "a", end, now);
    keys.certified("k2", "b", end.plusSeconds(9), now);
    keys.certified("k1", "c", end, now);
    assertThat(keys.lastCertificate("k1")).contains("c");
    keys.certified("k3", "d", end.plusSeconds(9), end.plusSeconds(1));
    assertThat(keys.lastCertificate("k1")).isEmpty();
    assertThat(keys.lastCertificate("k2")).contains("b");
  }
}
