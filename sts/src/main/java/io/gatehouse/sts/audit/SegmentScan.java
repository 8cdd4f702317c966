package io.gatehouse.sts.audit;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a segment holds.
 *
 * @param end its last whole record, if it has one
 * @param goodBytes from the start to the end of the last whole record before the first flaw
 * @param brokenInside whole records follow a flaw: no crash leaves that behind
 */
record SegmentScan(Optional<ChainEnd> end, int goodBytes, boolean brokenInside) {
  static SegmentScan of(byte[] bytes) {
    Optional<ChainEnd> end = Optional.empty();
    int good = 0;
    boolean flawed = false;
    boolean brokenInside = false;
    for (int start = 0; start < bytes.length; ) {
      int stop = lineEnd(bytes, start);
      var record = stop < 0 ? Optional.<ChainEnd>empty() : whole(bytes, start, stop);
      if (record.isPresent()) {
        end = record;
        brokenInside |= flawed;
        good = flawed ? good : stop + 1;
      } else {
        flawed = true;
      }
      start = stop < 0 ? bytes.length : stop + 1;
    }
    return new SegmentScan(end, good, brokenInside);
  }

  private static int lineEnd(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static Optional<ChainEnd> whole(byte[] bytes, int start, int stop) {
    var line = new String(bytes, start, stop - start, StandardCharsets.UTF_8);
    return AuditRecord.parse(line).map(read -> new ChainEnd(read.sequence(), read.hash()));
  }
}
