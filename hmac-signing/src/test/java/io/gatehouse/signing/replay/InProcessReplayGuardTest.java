package io.gatehouse.signing.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.ReplayGuard.Claim;
import io.gatehouse.identity.ReplayGuard.Outcome;
import io.gatehouse.testkit.StoppedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InProcessReplayGuardTest {
  private static final Duration LIFE = Duration.ofMinutes(5);

  @TempDir Path folder;
  private final StoppedClock clock = StoppedClock.at("2026-11-22T10:00:00Z");

  private InProcessReplayGuard open() throws IOException {
    return InProcessReplayGuard.open(folder, clock, 10_000);
  }

  private Claim claim(String id, String exchange) {
    return claim(id, exchange, clock.instant());
  }

  private static Claim claim(String id, String exchange, Instant created) {
    return new Claim("hmac key", id, created, created.plus(LIFE), exchange);
  }

  @Test
  void e08_theSecondClaimOfAnIdIsAReplay() throws IOException {
    try (var guard = open()) {
      assertThat(guard.claim(claim("n", "a"))).isEqualTo(Outcome.FIRST);
      assertThat(guard.claim(claim("n", "b"))).isEqualTo(Outcome.REPLAYED);
      assertThat(guard.claim(claim("m", "b"))).isEqualTo(Outcome.FIRST);
      var elsewhere =
          new Claim("hmac other", "n", clock.instant(), clock.instant().plus(LIFE), "c");
      assertThat(guard.claim(elsewhere)).isEqualTo(Outcome.FIRST);
    }
  }

  @Test
  void namespaceAndIdDoNotRunTogether() throws IOException {
    try (var guard = open()) {
      var now = clock.instant();
      assertThat(guard.claim(new Claim("a", "bc", now, now.plus(LIFE), "1")))
          .isEqualTo(Outcome.FIRST);
      assertThat(guard.claim(new Claim("ab", "c", now, now.plus(LIFE), "2")))
          .isEqualTo(Outcome.FIRST);
    }
  }

  @Test
  void theSameExchangeMayAskAgain() throws IOException {
    try (var guard = open()) {
      assertThat(guard.claim(claim("n", "a"))).isEqualTo(Outcome.FIRST);
      assertThat(guard.claim(claim("n", "a"))).isEqualTo(Outcome.FIRST);
    }
  }

  @Test
  void e08_anOrderlyStopKeepsTheMarks() throws IOException {
    var early = clock.instant();
    try (var guard = open()) {
      assertThat(guard.claim(claim("n", "a"))).isEqualTo(Outcome.FIRST);
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("replay.marks"))))
        .isEqualTo("rw-------");
    clock.advance(Duration.ofSeconds(3));
    try (var guard = open()) {
      assertThat(folder.resolve("replay.marks")).doesNotExist();
      assertThat(guard.claim(claim("n", "b", early))).isEqualTo(Outcome.REPLAYED);
      assertThat(guard.claim(claim("m", "b", early))).isEqualTo(Outcome.FIRST);
    }
  }

  @Test
  void e08_afterACrashOnlyLaterMessagesAreJudged() throws IOException {
    open().claim(claim("n", "a"));

    var guard = open();
    var start = clock.instant();
    assertThat(guard.trustedFrom()).isEqualTo(start.plusSeconds(5));
    assertThat(guard.claim(claim("n", "b"))).isEqualTo(Outcome.RECOVERING);
    assertThat(guard.claim(claim("x", "b", start.plusSeconds(5)))).isEqualTo(Outcome.RECOVERING);
    assertThat(guard.claim(claim("x", "b", start.plusSeconds(6)))).isEqualTo(Outcome.FIRST);
    clock.advance(Duration.ofMinutes(4));
    assertThat(guard.claim(claim("n", "c", start))).isEqualTo(Outcome.RECOVERING);
    guard.close();
  }

  @Test
  void aNewFolderHasNoSuchWindow() throws IOException {
    try (var guard = open()) {
      assertThat(guard.trustedFrom()).isEqualTo(Instant.MIN);
      assertThat(guard.claim(claim("n", "a", clock.instant().minusSeconds(60))))
          .isEqualTo(Outcome.FIRST);
    }
  }

  @Test
  void aTornFileOfMarksCountsAsACrash() throws IOException {
    try (var guard = open()) {
      guard.claim(claim("n", "a"));
    }
    var file = folder.resolve("replay.marks");
    var bytes = Files.readAllBytes(file);
    for (int at : new int[] {0, 8, 20, 24, bytes.length - 1}) {
      var torn = bytes.clone();
      torn[at] ^= 1;
      Files.write(file, torn);
      assertThat(open().claim(claim("n", "b"))).as("byte " + at).isEqualTo(Outcome.RECOVERING);
    }
    Files.write(file, new byte[3]);
    assertThat(open().claim(claim("n", "b"))).isEqualTo(Outcome.RECOVERING);
  }

  @Test
  void nothingIsClaimedAfterTheStop() throws IOException {
    var guard = open();
    guard.close();
    assertThat(guard.claim(claim("n", "a"))).isEqualTo(Outcome.RECOVERING);
    guard.close();
  }

  @Test
  void marksThatEndedMakeRoom() throws IOException {
    try (var guard = open()) {
      for (int round = 0; round < 10; round++) {
        for (int i = 0; i < 4_000; i++) {
          assertThat(guard.claim(claim(round + "/" + i, "a"))).isEqualTo(Outcome.FIRST);
        }
        clock.advance(LIFE.plusSeconds(1));
      }
    }
  }

  @Test
  void aFullGuardSaysSoAndForgetsNothing() throws IOException {
    try (var guard = InProcessReplayGuard.open(folder, clock, 640)) {
      var refused = new ArrayList<String>();
      for (int i = 0; i < 2_000; i++) {
        if (guard.claim(claim("n" + i, "a")) == Outcome.FULL) {
          refused.add("n" + i);
        }
      }
      assertThat(refused).hasSizeBetween(2_000 - 640, 2_000 - 300);
      assertThat(guard.claim(claim("n0", "b"))).isEqualTo(Outcome.REPLAYED);
      clock.advance(LIFE.plusSeconds(1));
      assertThat(guard.claim(claim(refused.getFirst(), "b"))).isEqualTo(Outcome.FIRST);
    }
  }

  @Test
  void aClockSetBackDoesNotReopenWhatWasForgotten() throws IOException {
    try (var guard = InProcessReplayGuard.open(folder, clock, 64)) {
      var early = clock.instant();
      assertThat(guard.claim(claim("n", "a", early))).isEqualTo(Outcome.FIRST);
      clock.advance(Duration.ofHours(1));
      for (int i = 0; i < 500; i++) {
        guard.claim(claim("m" + i, "a"));
      }
      clock.advance(Duration.ofHours(-1));
      assertThat(guard.claim(claim("n", "b", early))).isIn(Outcome.RECOVERING, Outcome.REPLAYED);
    }
  }

  @Test
  void ofManyAtOnceOneIsFirst() throws Exception {
    try (var guard = open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Outcome>>();
      for (int i = 0; i < 64; i++) {
        var claim = claim("n", "exchange " + i);
        tasks.add(() -> guard.claim(claim));
      }
      var outcomes = threads.invokeAll(tasks).stream().map(f -> f.resultNow()).toList();
      assertThat(outcomes).containsOnlyOnce(Outcome.FIRST).hasSize(64);
    }
  }
}
