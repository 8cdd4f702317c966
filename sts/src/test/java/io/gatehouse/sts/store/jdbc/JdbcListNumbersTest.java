package io.gatehouse.sts.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.StoppedClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JdbcListNumbersTest {
  private final StoppedClock clock = StoppedClock.at("2026-11-22T10:00:00Z");

  @TempDir private Path scratch;

  private long next(String store) {
    try (var folder = StateFolder.lock(scratch.resolve(store));
        var database = EmbeddedDatabase.open(folder, clock)) {
      return new JdbcListNumbers(database).next(clock.instant());
    }
  }

  @Test
  void f16_theNumberOfARevocationListNeverGoesBack() {
    var first = next("one");
    assertThat(next("one")).isEqualTo(first + 1);
    clock.advance(Duration.ofSeconds(1));
    var later = next("one");
    assertThat(later).isGreaterThan(first + 1);
    // The clock was set back meanwhile.
    clock.advance(Duration.ofHours(-1));
    assertThat(next("one")).isEqualTo(later + 1);
  }

  @Test
  void f16_aStoreFromAnOldBackupGivesOutNoNumberAgain() {
    var last = next("one");
    clock.advance(Duration.ofMinutes(1));
    assertThat(next("restored")).isGreaterThan(last);
  }
}
