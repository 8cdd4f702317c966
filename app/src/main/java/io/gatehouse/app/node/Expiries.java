package io.gatehouse.app.node;

import io.gatehouse.app.node.Ending.Life;
import io.gatehouse.app.node.Ending.Place;
import io.gatehouse.identity.AuditSink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log, in the audit log and as metrics what ends soon: 30, 14, 7 and 1 days ahead, and
 * when it has ended. Files are read again each time, so that a renewed one is quiet. Thread-safe.
 */
final class Expiries {
  private static final Logger LOG = LoggerFactory.getLogger(Expiries.class);

  private static final long AFTER_THE_START = 10;
  private static final long LOOKED_AT_EVERY = 3600;

  /** The nearest first. */
  private static final List<Duration> MARKS =
      List.of(
          Duration.ZERO,
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofDays(14),
          Duration.ofDays(30));

  private final Supplier<List<Ending>> watched;
  private final AuditSink audit;
  private final InstantSource clock;
  private final Map<Place, Said> said = new ConcurrentHashMap<>();
  private volatile Map<Place, Life> lives = Map.of();

  /** At which mark an end was told last. */
  private record Said(Instant end, Duration mark) {}

  /**
   * @param watched asked at each look, so that a start costs nothing
   */
  Expiries(Supplier<List<Ending>> watched, AuditSink audit, InstantSource clock) {
    this.watched = watched;
    this.audit = audit;
    this.clock = clock;
  }

  /** Looks soon after the start and once an hour. */
  static Expiries begun(Supplier<List<Ending>> watched, AuditSink audit, Ambient ambient) {
    var expiries = new Expiries(watched, audit, ambient.clock());
    var _ =
        ambient
            .timer()
            .scheduleWithFixedDelay(
                Quietly.each("the look at what ends", expiries::look),
                AFTER_THE_START,
                LOOKED_AT_EVERY,
                TimeUnit.SECONDS);
    return expiries;
  }

  /** Reads all files and tells what is new. May block; app calls it now and then. */
  void look() {
    var now = clock.instant();
    var found = new LinkedHashMap<Place, Life>();
    for (var ending : watched.get()) {
      ending.life().ifPresent(life -> found.put(ending.place(), life));
    }
    lives = Collections.unmodifiableMap(found);
    found.forEach((place, life) -> look(place, life, now));
  }

  private void look(Place place, Life life, Instant now) {
    var left = Duration.between(now, life.end());
    // What lives for a week only is always about to end: a mark counts in its second half alone.
    var half = Duration.between(life.begin(), life.end()).dividedBy(2);
    MARKS.stream()
        .filter(mark -> left.compareTo(mark) <= 0 && mark.compareTo(half) < 0)
        .findFirst()
        .map(mark -> new Said(life.end(), mark))
        .filter(news -> !news.equals(said.put(place, news)))
        .ifPresent(news -> tell(place, life, news.mark().isZero()));
  }

  private void tell(Place place, Life life, boolean over) {
    LOG.warn(
        "{} of {} ({}) {} {}",
        life.name(),
        place.what(),
        place.file(),
        over ? "ended at" : "ends at",
        life.end());
    audit.record(
        new AuditSink.Event(
            over ? "expiry.over" : "expiry.near",
            "node",
            place.what(),
            "ok",
            Map.of("name", life.name(), "ends_at", life.end().toString())));
  }

  /** Lines of the text format of metrics. */
  String metrics() {
    var lines = new StringBuilder("# TYPE gatehouse_expires_in_seconds gauge\n");
    var now = clock.instant();
    lives.forEach((place, life) ->
        lines
            .append("gatehouse_expires_in_seconds{what=\"")
            .append(place.what())
            .append("\",file=\"")
            .append(place.file().toString().replace("\\", "\\\\").replace("\"", "\\\""))
            .append("\"} ")
            .append(Duration.between(now, life.end()).toSeconds())
            .append('\n'));
    return lines.toString();
  }
}
