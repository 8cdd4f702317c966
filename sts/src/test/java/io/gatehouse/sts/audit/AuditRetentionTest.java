package io.gatehouse.sts.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AuditSink.Event;
import io.gatehouse.sts.audit.AuditVerifier.Verdict;
import io.gatehouse.testkit.StoppedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five days, of which two are kept. */
final class AuditRetentionTest {
  private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");

  private final StoppedClock clock = StoppedClock.at(BEGIN.toString());
  private final Path folder;
  @AutoClose private final AuditLog log;

  AuditRetentionTest(@TempDir Path folder) {
    this.folder = folder;
    this.log = AuditLog.open(folder, "node-1", clock, clock::nanos);
    for (int day = 1; day <= 5; day++) {
      log.record(event("morning" + day));
      log.record(event("noon" + day));
      clock.advance(Duration.ofDays(1));
    }
  }

  private static Event event(String subject) {
    return new Event("key.created", "admin:carol", subject, "ok", Map.of());
  }

  private List<Path> segments() throws IOException {
    return SegmentName.segmentsOf(folder, "node-1");
  }

  private void retire() {
    new AuditRetention(folder, "node-1", Duration.ofDays(2), clock).apply(log);
  }

  @Test
  void eachDayHasItsOwnSegmentAndOldDaysGo() throws IOException {
    assertThat(segments()).hasSize(5);
    retire();
    var left = Files.readString(segments().getFirst());
    assertThat(left).contains("morning3").doesNotContain("noon2");
    assertThat(AuditVerifier.verify(folder)).isEqualTo(new Verdict.Intact(7, 0));
    assertThat(Files.readString(segments().getLast())).contains("audit.retired");
    retire();
    assertThat(AuditVerifier.verify(folder)).isEqualTo(new Verdict.Intact(7, 0));
  }

  @Test
  void whatIsTakenAwayBeyondTheAnchorIsMissed() throws IOException {
    retire();
    Files.delete(segments().getFirst());
    assertThat(AuditVerifier.verify(folder))
        .isInstanceOfSatisfying(
            Verdict.Broken.class,
            broken -> assertThat(broken.reason()).contains("missing before number 7"));
  }

  @Test
  void aLogWithoutItsBeginningAndWithoutAnAnchorIsBroken() throws IOException {
    Files.delete(segments().getFirst());
    assertThat(AuditVerifier.verify(folder)).isInstanceOf(Verdict.Broken.class);
  }

  @Test
  void anAnchorOfAnotherChainHoldsNothing() throws IOException {
    retire();
    new AuditAnchor(4, "x".repeat(43)).write(folder, "node-1");
    assertThat(AuditVerifier.verify(folder)).isInstanceOf(Verdict.Broken.class);
  }

  @Test
  void aCrashBetweenTheAnchorAndTheFilesIsMadeGoodByTheNextRound() throws IOException {
    var file = segments().get(1);
    var kept = Files.readAllBytes(file);
    retire();
    Files.write(file, kept);
    assertThat(AuditVerifier.verify(folder)).isEqualTo(new Verdict.Intact(9, 0));
    retire();
    assertThat(Files.exists(file)).isFalse();
    assertThat(AuditVerifier.verify(folder)).isInstanceOf(Verdict.Intact.class);
  }

  @Test
  void aRangeIsReadInPagesLineByLineAsItStands() throws IOException {
    var export = new AuditExport(folder);
    var range =
        new AuditExport.Range(BEGIN.plus(Duration.ofDays(1)), BEGIN.plus(Duration.ofDays(3)));
    var lines = new ArrayList<String>();
    var next = Optional.of("");
    while (next.isPresent()) {
      var page = export.page(range, next.get(), 3).orElseThrow();
      lines.addAll(page.lines());
      next = page.next();
    }
    assertThat(String.join("\n", lines) + "\n")
        .isEqualTo(Files.readString(segments().get(1)) + Files.readString(segments().get(2)));
    for (var other : List.of("../x:0", "audit-node-1-1.jsonl", ":", "x:-1", "x:1e3")) {
      assertThat(export.page(range, other, 3)).isEmpty();
    }
  }
}
