package io.gatehouse.gateway.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gateway.decision.Decision.Asked;
import io.gatehouse.gateway.decision.Decision.Judged;
import io.gatehouse.gateway.decision.Decision.Who;
import io.gatehouse.gateway.decision.DecisionLog.WhenFull;
import io.gatehouse.identity.AdminActions;
import io.gatehouse.tokens.jwt.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionLogTest {
  @TempDir Path folder;

  private static Decision decision(String id, String path) {
    return new Decision(
        id,
        Instant.EPOCH,
        Duration.ofMillis(3),
        new Asked("GET", "h", path, "127.0.0.1", Optional.of("orders")),
        Who.NOBODY,
        "deny",
        403,
        Optional.of("insufficient_scope"),
        Optional.of("no rule allows"),
        new Judged(
            List.of("accept", "identify", "authenticate"),
            Optional.empty(),
            List.of("read"),
            Optional.of("read"),
            List.of("orders.read")),
        Optional.empty());
  }

  @Test
  void l01_nothingThatACallerSentCanEndALineOrMoveACursor() {
    var line =
        DecisionLine.of(decision("1", "/a\n{\"id\":\"2\"}\u001b[31m\u202e" + "x".repeat(9999)));
    assertThat(line).hasLineCount(1).matches("[\\x20-\\x7e]+\\n").hasSizeLessThan(1800);
    assertThat(Json.parse(line.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Json.Members.class);
  }

  @Test
  void linesAreFoundAgainInEverySegmentAndAfterARestart() throws Exception {
    var keep = new Segments.Keep(Duration.ofDays(7), 1 << 20, 2_000);
    try (var log = open(keep)) {
      for (int i = 0; i < 50; i++) {
        log.reserve().orElseThrow().write(decision("request-" + i, "/x"));
      }
    }
    try (var log = open(keep)) {
      for (int i = 0; i < 50; i++) {
        assertThat(log.find("request-" + i)).isPresent();
      }
      assertThat(log.find("request-50")).isEmpty();
    }
    try (var files = Files.list(folder)) {
      var crashed = files.filter(file -> file.toString().endsWith(".idx")).toList();
      for (var index : crashed) {
        Files.delete(index);
      }
    }
    try (var log = open(keep)) {
      assertThat(log.find("request-7")).isPresent();
    }
  }

  @Test
  void moreThanWhatIsKeptIsDeletedOldestFirst() throws Exception {
    var keep = new Segments.Keep(Duration.ofDays(7), 6_000, 1_000);
    try (var segments = Segments.open(folder, keep, Clock.systemUTC())) {
      for (int i = 0; i < 200; i++) {
        var line = DecisionLine.of(decision("request-" + i, "/x"));
        segments.append(
            List.of(new Segments.Line("request-" + i, line.getBytes(StandardCharsets.US_ASCII))));
      }
      assertThat(segments.find("request-0")).isEmpty();
      assertThat(segments.find("request-199")).isPresent();
    }
  }

  @Test
  void withoutAPlaceForItsLineNoRequestIsTaken() throws Exception {
    try (var log =
        new DecisionLog(
            Segments.open(folder, Segments.Keep.A_WEEK, Clock.systemUTC()), WhenFull.REFUSE, 2)) {
      var first = log.reserve().orElseThrow();
      var second = log.reserve().orElseThrow();
      assertThat(log.reserve()).isEmpty();
      first.write(decision("request-1", "/x"));
      second.write(decision("request-2", "/x"));
      while (log.reserve().isEmpty()) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aDecisionIsExplainedToAnAdministrator() throws Exception {
    var log = open(Segments.Keep.A_WEEK);
    log.reserve().orElseThrow().write(decision("request-1", "/x"));
    log.close();
    var action = new Explain(log).actions().getFirst();
    assertThat(ask(action, "request-1"))
        .isInstanceOfSatisfying(
            AdminActions.Result.Done.class,
            done ->
                assertThat(done.json())
                    .contains("Ended at authorize", "lacks the scopes orders.read"));
    assertThat(ask(action, "request-2")).isInstanceOf(AdminActions.Result.Refused.class);
    assertThat(ask(action, "../x")).isInstanceOf(AdminActions.Result.Refused.class);
  }

  private static AdminActions.Result ask(AdminActions.AdminAction action, String id) {
    return action
        .handler()
        .handle(
            new AdminActions.Call(
                "root", AdminActions.Role.VIEWER, Map.of("requestId", id), new byte[0]));
  }

  private DecisionLog open(Segments.Keep keep) throws IOException {
    return new DecisionLog(Segments.open(folder, keep, Clock.systemUTC()), WhenFull.REFUSE, 1000);
  }
}
