package io.gatehouse.sts.audit;

import io.gatehouse.tokens.jwt.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** A line whose hash is right for what it says. */
record AuditRecord(long sequence, String previous, String hash, String action, String outcome) {
  static Optional<AuditRecord> parse(String line) {
    var covered = AuditLine.covered(line);
    if (covered.isEmpty() || !AuditLine.hashOf(covered).equals(AuditLine.statedHash(line))) {
      return Optional.empty();
    }
    if (Json.parse(line.getBytes(StandardCharsets.UTF_8)) instanceof Json.Members members
        && members.get("seq").orElse(new Json.Nothing()) instanceof Json.Whole(var sequence)) {
      return Optional.of(
          new AuditRecord(
              sequence,
              members.text("prev").orElse(""),
              AuditLine.statedHash(line),
              members.text("action").orElse(""),
              members.text("outcome").orElse("")));
    }
    return Optional.empty();
  }

  /** When the record was written; empty for a line that is none. */
  static Optional<Instant> time(String line) {
    if (Json.parse(line.getBytes(StandardCharsets.UTF_8)) instanceof Json.Members members) {
      try {
        return members.text("at").map(Instant::parse);
      } catch (DateTimeParseException damaged) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The writer lost a segment and went on from what was acknowledged before. */
  boolean goesOnAfterFailure() {
    return action.equals("audit.gap") && outcome.equals("write_failed");
  }

  boolean isGap() {
    return action.equals("audit.gap");
  }
}
