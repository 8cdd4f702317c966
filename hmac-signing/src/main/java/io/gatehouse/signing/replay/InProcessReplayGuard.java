package io.gatehouse.signing.replay;

import io.gatehouse.identity.ReplayGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A replay guard for one node. Never blocks on anything but its own short locks. */
public final class InProcessReplayGuard implements ReplayGuard, AutoCloseable {
  /** A message accepted just before a crash may say that it was made this much later. */
  public static final Duration CAUTION = Duration.ofSeconds(5);

  private static final int STRIPES = 64;
  private static final long NOBODY = 0;

  private final MarkFile file;
  private final InstantSource clock;
  private final List<MarkTable> stripes;
  private final Instant trustedFrom;
  private volatile boolean closed;

  private InProcessReplayGuard(Path folder, InstantSource clock, int mostMarks) throws IOException {
    this.file = new MarkFile(folder);
    this.clock = clock;
    int each = Math.max(1, mostMarks / STRIPES);
    this.stripes = IntStream.range(0, STRIPES).mapToObj(_ -> new MarkTable(each)).toList();
    this.trustedFrom = begin();
  }

  /**
   * Opens the guard of a state folder.
   *
   * @param mostMarks how many marks fit, at about 56 bytes each; further claims are {@link
   *     Outcome#FULL} until older marks end
   * @throws IOException when the folder cannot be read or written
   */
  public static InProcessReplayGuard open(Path folder, InstantSource clock, int mostMarks)
      throws IOException {
    return new InProcessReplayGuard(folder, clock, mostMarks);
  }

  private Instant begin() throws IOException {
    return switch (file.take()) {
      case MarkFile.Found.FirstStart() -> Instant.MIN;
      case MarkFile.Found.DisorderlyStop() -> clock.instant().plus(CAUTION);
      case MarkFile.Found.OrderlyStop(var contents) -> {
        stripes.forEach(stripe -> stripe.forgetUntil(contents.forgottenUntil()));
        contents.kept().forEach(this::restore);
        yield Instant.MIN;
      }
    };
  }

  private void restore(MarkFile.Kept kept) {
    stripe(kept.mark()).add(kept.mark(), NOBODY, kept.untilSecond(), Long.MIN_VALUE);
  }

  /** From when on messages can be told apart from replays; past unless the last run crashed. */
  public Instant trustedFrom() {
    return trustedFrom;
  }

  @Override
  public Outcome claim(Claim claim) {
    var mark = Mark.of(claim.namespace(), claim.id());
    long owner = Mark.of("exchange", claim.exchange()).high();
    long until = Math.max(1, ceilSecond(claim.until()));
    var stripe = stripe(mark);
    synchronized (stripe) {
      if (isUnknowable(claim, until, stripe)) {
        return Outcome.RECOVERING;
      }
      return switch (stripe.add(mark, owner, until, clock.instant().getEpochSecond())) {
        case FIRST, SAME_OWNER -> Outcome.FIRST;
        case TAKEN -> Outcome.REPLAYED;
        case FULL -> Outcome.FULL;
      };
    }
  }

  // A mark may have been lost: in a crash, or because the clock ran ahead and was set back.
  private boolean isUnknowable(Claim claim, long until, MarkTable stripe) {
    return closed || !claim.created().isAfter(trustedFrom) || until <= stripe.forgottenUntil();
  }

  private static long ceilSecond(Instant instant) {
    return instant.getNano() == 0 ? instant.getEpochSecond() : instant.getEpochSecond() + 1;
  }

  private MarkTable stripe(Mark mark) {
    return stripes.get((int) (mark.high() & STRIPES - 1));
  }

  /**
   * Saves the marks and takes no more claims. Without it the next start is a careful one.
   *
   * @throws IOException when they cannot be written
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    long now = clock.instant().getEpochSecond();
    long forgotten = now;
    var kept = new ArrayList<MarkFile.Kept>();
    for (var stripe : stripes) {
      synchronized (stripe) {
        forgotten = Math.max(forgotten, stripe.forgottenUntil());
        stripe.visit((mark, until) -> keep(kept, mark, until, now));
      }
    }
    file.save(new MarkFile.Contents(forgotten, kept));
  }

  private static void keep(List<MarkFile.Kept> kept, Mark mark, long until, long now) {
    if (until > now) {
      kept.add(new MarkFile.Kept(mark, until));
    }
  }
}
