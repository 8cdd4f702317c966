package io.gatehouse.sts.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.AuditSink.Event;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.sts.audit.AuditVerifier.Verdict;
import io.gatehouse.testkit.StoppedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditLogTest {
  @TempDir Path folder;
  private final StoppedClock clock = StoppedClock.at("2026-11-22T10:00:00Z");

  private AuditLog open() {
    return AuditLog.open(folder, "node-1", clock, clock::nanos);
  }

  private static Event event(String subject) {
    return new Event("key.created", "admin:carol", subject, "ok", Map.of("owner", "bob"));
  }

  private void write(String... subjects) {
    try (var log = open()) {
      for (var subject : subjects) {
        log.record(event(subject));
      }
    }
  }

  private List<Path> segments() throws IOException {
    return SegmentName.segmentsOf(folder, "node-1");
  }

  private List<String> lines() throws IOException {
    return segments().stream().flatMap(file -> read(file).lines()).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  @Test
  void theChainGoesOnOverRestarts() throws IOException {
    write("a", "b");
    write("c");

    assertThat(AuditVerifier.verify(folder)).isEqualTo(new Verdict.Intact(3, 0));
    assertThat(lines().getLast()).contains("\"seq\":3").contains("\"subject\":\"c\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(segments().getFirst())))
        .isEqualTo("rw-------");
  }

  @Test
  void manyWritersShareTheChainAndEachRecordIsThereOnce() throws Exception {
    try (var log = open()) {
      var threads =
          IntStream.range(0, 16)
              .mapToObj(i ->
                  Thread.ofVirtual()
                      .start(() ->
                          IntStream.range(0, 20)
                              .forEach(n -> log.record(event("w" + i + "-" + n)))))
              .toList();
      for (var thread : threads) {
        thread.join();
      }
    }
    assertThat(AuditVerifier.verify(folder)).isEqualTo(new Verdict.Intact(320, 0));
  }

  @Test
  void r16_aTornLastLineIsMovedAsideAndTheChainGoesOnWithAMarkedGap() throws IOException {
    write("a", "b");
    var segment = segments().getFirst();
    Files.writeString(segment, "{\"node\":\"node-1\",\"se", StandardOpenOption.APPEND);
    assertThat(AuditVerifier.verify(folder)).isInstanceOf(Verdict.Broken.class);

    write("c");

    assertThat(AuditVerifier.verify(folder)).isEqualTo(new Verdict.Intact(4, 1));
    assertThat(lines().get(2)).contains("audit.gap").contains("torn_tail");
    assertThat(Files.readString(folder.resolve(segment.getFileName() + ".torn")))
        .isEqualTo("{\"node\":\"node-1\",\"se");
  }

  @Test
  void r16_aSegmentOfNothingButATornLineLeavesNoEmptyFile() throws IOException {
    write("a");
    Files.writeString(folder.resolve(SegmentName.of("node-1", 2, 0)), "{\"no");
    Files.writeString(folder.resolve(SegmentName.of("node-1", 3, 0)), "");

    write("b");

    assertThat(AuditVerifier.verify(folder)).isEqualTo(new Verdict.Intact(2, 0));
    for (var segment : segments()) {
      assertThat(Files.size(segment)).isPositive();
    }
  }

  @Test
  void aChangedRecordIsReportedWithItsPlaceAndNeverMendedAway() throws IOException {
    write("a", "b", "c");
    var segment = segments().getFirst();
    Files.writeString(segment, read(segment).replace("\"subject\":\"b\"", "\"subject\":\"x\""));

    write("d");

    assertThat(AuditVerifier.verify(folder))
        .isEqualTo(new Verdict.Broken(segment, 2, "the record was changed or is not whole"));
  }

  @Test
  void aMissingRecordIsReported() throws IOException {
    write("a", "b", "c");
    var segment = segments().getFirst();
    var kept = read(segment).lines().filter(line -> !line.contains("\"subject\":\"b\"")).toList();
    Files.write(segment, kept);

    assertThat(AuditVerifier.verify(folder))
        .isEqualTo(new Verdict.Broken(segment, 2, "records are missing before number 3"));
  }

  @Test
  void l01_nothingInAValueCanForgeALineOrTurnItAround() throws IOException {
    try (var log = open()) {
      log.record(
          new Event(
              "login",
              "a\n2026-11-22 LOGIN ok admin",
              "\u001b[31m\u202egro.live\u2028",
              "wrong",
              Map.of("quote", "\"}\\", "long", "x".repeat(1_000_000))));
    }

    var line = lines().getFirst();
    assertThat(lines()).hasSize(1);
    assertThat(line)
        .contains("a\\u000a2026")
        .contains("\\u001b[31m\\u202egro.live\\u2028")
        .contains("\"quote\":\"\\\"}\\\\\"")
        .contains("x".repeat(1024) + "...\"");
    assertThat(line.length()).isLessThan(2000);
    assertThat(line.codePoints()).allMatch(point -> point >= 0x20 && point != 0x202e);
    assertThat(AuditVerifier.verify(folder)).isEqualTo(new Verdict.Intact(1, 0));
  }

  @Test
  void r13_aFailedWriteIsAnOutageAndTheNextSegmentGoesOnAfterASecond() throws IOException {
    var inner = folder.resolve("inner");
    Files.createDirectory(inner);
    var aside = folder.resolve("aside");
    try (var log = AuditLog.open(inner, "node-1", clock, clock::nanos)) {
      Files.move(inner, aside);
      assertThatThrownBy(() -> log.record(event("a"))).isInstanceOf(DependencyUnavailable.class);
      Files.move(aside, inner);
      assertThatThrownBy(() -> log.record(event("b"))).isInstanceOf(DependencyUnavailable.class);
      clock.advance(Duration.ofSeconds(1));
      log.record(event("c"));
    }

    assertThat(AuditVerifier.verify(inner)).isEqualTo(new Verdict.Intact(2, 1));
    assertThat(read(SegmentName.segmentsOf(inner, "node-1").getFirst()))
        .contains("write_failed")
        .contains("\"subject\":\"c\"")
        .doesNotContain("\"subject\":\"a\"");
  }

  @Test
  void r12_whatAFullDiskCutOffIsNoBreakWhenTheNextSegmentSaysSo() throws IOException {
    write("a", "b");
    var first = segments().getFirst();
    var hash = AuditLine.statedHash(lines().getLast());
    Files.writeString(first, "{\"node\":\"no", StandardOpenOption.APPEND);
    var gap = new Event("audit.gap", "-", "node-1", "write_failed", Map.of("after", "2"));
    var next = AuditLine.of(new AuditLine.Place("node-1", 3, hash), clock.instant(), gap);
    var file = folder.resolve(SegmentName.of("node-1", 3, 0));

    Files.writeString(file, next.text() + "\n");
    assertThat(AuditVerifier.verify(folder)).isEqualTo(new Verdict.Intact(3, 1));

    var plain = AuditLine.of(new AuditLine.Place("node-1", 3, hash), clock.instant(), event("c"));
    Files.writeString(file, plain.text() + "\n");
    assertThat(AuditVerifier.verify(folder))
        .isEqualTo(new Verdict.Broken(first, 3, "the record was changed or is not whole"));
  }

  @Test
  void aRecordAfterTheEndIsAnOutage() {
    var log = open();
    log.close();
    assertThatThrownBy(() -> log.record(event("a"))).isInstanceOf(DependencyUnavailable.class);
  }
}
