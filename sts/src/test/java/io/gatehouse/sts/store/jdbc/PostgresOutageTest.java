package io.gatehouse.sts.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.testkit.PostgreSql;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A server that stops to answer, and one that is not there. */
final class PostgresOutageTest {
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private static boolean answers(Database database) {
    try {
      return database.read(sql -> sql.first("SELECT 1 AS n", row -> row.number("n"))).isPresent();
    } catch (DependencyUnavailable down) {
      return false;
    }
  }

  private static boolean answersInTime(Database database) {
    var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < deadline) {
      if (answers(database)) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  @Test
  void r09_aFrozenServerHoldsAsManyThreadsAsThereAreConnectionsAndIsBackByItself()
      throws Exception {
    try (var server = PostgreSql.start();
        var database =
            PostgresDatabase.open(TestDatabases.fresh(server, PATIENCE), InstantSource.system());
        var threads = Executors.newFixedThreadPool(200)) {
      assertThat(answers(database)).isTrue();
      server.freeze();
      try {
        assertThat(all(threads.invokeAll(calls(database)))).containsOnly(false);
        // It is known by now: nobody waits any more, so a thousand take less than one did.
        var begin = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
          assertThat(answers(database)).isFalse();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
      } finally {
        server.thaw();
      }
      assertThat(answersInTime(database)).isTrue();
    }
  }

  private static List<Callable<Boolean>> calls(Database database) {
    var calls = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 200; i++) {
      calls.add(() -> answers(database));
    }
    return calls;
  }

  private static List<Boolean> all(List<java.util.concurrent.Future<Boolean>> answers)
      throws Exception {
    var all = new ArrayList<Boolean>();
    for (var answer : answers) {
      all.add(answer.get());
    }
    return all;
  }

  @Test
  void aServerThatIsNotThereIsAnOutageAndAMissingDatabaseIsARefusal() {
    var gone =
        new PostgresServer(
            "jdbc:postgresql://127.0.0.1:1/x?user=u", Optional.empty(), Optional.empty(), PATIENCE);
    assertThatThrownBy(() -> PostgresDatabase.open(gone, InstantSource.system()))
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessageContaining("127.0.0.1:1/x cannot be reached");
    var missing =
        new PostgresServer(
            PostgreSql.shared().url().replace("/postgres?", "/nothing?"),
            Optional.empty(),
            Optional.empty(),
            PATIENCE);
    assertThatThrownBy(() -> PostgresDatabase.open(missing, InstantSource.system()))
        .isInstanceOf(StateRefused.class)
        .hasMessageContaining("no such database");
  }
}
