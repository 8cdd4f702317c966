package io.gatehouse.sts.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.QuotaLedger.Quota;
import io.gatehouse.identity.QuotaLedger.Window;
import io.gatehouse.testkit.StoppedClock;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcQuotaLedgerTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Quota TEN = new Quota("partner", 10, Window.DAY);

  @TempDir Path folder;

  @Test
  void leasesNeverAddUpToMoreThanTheQuota() {
    try (var state = StateFolder.lock(folder.resolve("state"));
        var database = open(state)) {
      var quotas = new JdbcQuotaLedger(database);
      assertThat(quotas.lease("bob", TEN, 6, NOON).granted()).isEqualTo(6);
      assertThat(quotas.lease("bob", TEN, 6, NOON).granted()).isEqualTo(4);
      assertThat(quotas.lease("bob", TEN, 6, NOON).granted()).isZero();
      assertThat(quotas.lease("alice", TEN, 6, NOON).remaining()).isEqualTo(4);
    }
  }

  @Test
  void aNewWindowBeginsAtMidnightUtc() {
    try (var state = StateFolder.lock(folder.resolve("state"));
        var database = open(state)) {
      var quotas = new JdbcQuotaLedger(database);
      var lease = quotas.lease("bob", TEN, 10, NOON);
      assertThat(lease.windowEnds()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
      assertThat(quotas.lease("bob", TEN, 1, lease.windowEnds()).granted()).isEqualTo(1);
    }
  }

  @Test
  void whatWasLeasedStaysLeasedAcrossAStop() {
    try (var state = StateFolder.lock(folder.resolve("state"))) {
      try (var database = open(state)) {
        assertThat(new JdbcQuotaLedger(database).lease("bob", TEN, 9, NOON).granted()).isEqualTo(9);
      }
      try (var database = open(state)) {
        assertThat(new JdbcQuotaLedger(database).lease("bob", TEN, 9, NOON).granted()).isEqualTo(1);
      }
    }
  }

  private static EmbeddedDatabase open(StateFolder state) {
    return EmbeddedDatabase.open(state, StoppedClock.at("2026-11-22T12:00:00Z"));
  }
}
