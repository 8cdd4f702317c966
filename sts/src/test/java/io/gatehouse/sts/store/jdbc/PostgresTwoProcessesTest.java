package io.gatehouse.sts.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.LedgerEvent.Change;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.identity.QuotaLedger.Quota;
import io.gatehouse.identity.QuotaLedger.Window;
import io.gatehouse.sts.authorize.PushedRequestStore.Pushed;
import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.testkit.PostgreSql;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one PostgreSQL, each with connections of its own, do the same at once. */
final class PostgresTwoProcessesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final int EACH = 32;

  private final PostgresServer server =
      TestDatabases.fresh(PostgreSql.shared(), Duration.ofSeconds(30));
  private final PostgresDatabase one = PostgresDatabase.open(server, InstantSource.system());
  private final PostgresDatabase other = PostgresDatabase.open(server, InstantSource.system());

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  private <T> List<T> atOnce(Function<Database, T> work) throws Exception {
    var calls = new ArrayList<Callable<T>>();
    for (int i = 0; i < EACH; i++) {
      calls.add(() -> work.apply(one));
      calls.add(() -> work.apply(other));
    }
    var answers = new ArrayList<T>();
    try (var threads = Executors.newFixedThreadPool(calls.size())) {
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  @Test
  void h28_aPushedRequestIsTakenByOneOfSixtyFour() throws Exception {
    var handle = Fingerprint.of("secret");
    new JdbcPushedRequestStore(one).add(handle, new Pushed("c1", "a=b", NOW.plusSeconds(60)));

    assertThat(atOnce(db -> new JdbcPushedRequestStore(db).take(handle, "c1", NOW)))
        .filteredOn(Optional::isPresent)
        .hasSize(1);
  }

  @Test
  void oneRotationOfAFamilySucceedsAndOneRedemptionIsTheFirst() throws Exception {
    one.write(sql ->
        sql.update(
            """
            INSERT INTO refresh_family (id, client, owner, session, auth_time, acr, amr, scopes,
              sealed_key, generation, rotated_at, last_used_at, ends_at)
            VALUES ('f', 'c', 'o', 's', 0, 'a', 'pwd', 'openid', ?, 1, 0, 0, 9)\
            """,
            new byte[] {1}));
    one.write(sql ->
        sql.update(
            """
            INSERT INTO authorization_code (code, id, client, redirect_uri, owner, session,
              auth_time, acr, amr, scopes, ends_at)
            VALUES (?, 'g', 'c', 'https://a.example/cb', '00000000-0000-4000-8000-00000000000a',
              's', 0, 'a', 'pwd', 'openid', 9)\
            """,
            Fingerprint.of("code").value()));

    assertThat(atOnce(db -> new JdbcFamilyStore(db).rotate("f", 1, NOW)))
        .filteredOn(Boolean::booleanValue)
        .hasSize(1);
    assertThat(atOnce(db -> new JdbcCodeStore(db).redeem(Fingerprint.of("code"), NOW)))
        .filteredOn(answer -> answer.getClass().getSimpleName().equals("First"))
        .hasSize(1);
  }

  @Test
  void leasesOfTwoNodesNeverAddUpToMoreThanTheQuota() throws Exception {
    var quota = new Quota("partner", 50, Window.DAY);

    var granted = atOnce(db -> new JdbcQuotaLedger(db).lease("bob", quota, 3, NOW).granted());

    assertThat(granted.stream().mapToLong(Long::longValue).sum()).isEqualTo(50);
  }

  @Test
  void revocationsFromAllSidesWaitForNoOneForEverAndLeaveNoHoleInTheFeed() throws Exception {
    var owner = new EntryUuid("00000000-0000-4000-8000-00000000000b");
    var ledger = new JdbcLedgerStore(one);
    for (int i = 0; i < 20; i++) {
      var session = new LedgerSubject(Kind.SESSION, "s" + i);
      ledger.add(
          LedgerEntry.of(session, "x", NOW, NOW.plusSeconds(60)).ownedBy(Optional.of(owner)),
          Optional.empty());
    }

    var _ =
        atOnce(db -> {
          var store = new JdbcLedgerStore(db);
          store.ownerChanged(owner, Change.REVOKED, true, NOW);
          return store.revoke(new LedgerSubject(Kind.SESSION, "s7"), NOW);
        });

    var events = new JdbcFeedStore(other).after(0, 1000);
    assertThat(events).hasSize(20 + 2 * EACH);
    assertThat(events.getLast().sequence()).isEqualTo(events.size());
  }
}
