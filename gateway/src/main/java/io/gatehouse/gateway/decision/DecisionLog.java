package io.gatehouse.gateway.decision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes decisions from I/O threads and writes them on a thread of its own.
 *
 * <p>Each request reserves its line before it is worked on, so none is decided without a line and
 * the memory stays bounded. When the disk cannot take lines, {@link WhenFull} says what gives.
 */
public final class DecisionLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);
  private static final int BATCH = 256;
  private static final long RETRY_MILLIS = 500;

  private final int capacity;
  private final Segments segments;
  private final WhenFull whenFull;
  private final ArrayBlockingQueue<Decision> queue;
  private final Semaphore places;
  private final AtomicLong lost = new AtomicLong();
  private final Thread writer;
  private volatile boolean closing;

  /**
   * @param capacity decisions under way or waiting to be written
   */
  public DecisionLog(Segments segments, WhenFull whenFull, int capacity) {
    this.segments = segments;
    this.whenFull = whenFull;
    this.capacity = capacity;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.places = new Semaphore(capacity);
    this.writer = Thread.ofPlatform().name("decision-log").daemon().start(this::writeAll);
  }

  /** What happens to requests when no more lines can be taken. */
  public enum WhenFull {
    /** They get 503: nothing is decided without a line. */
    REFUSE,
    /** They are served, and the lost lines are counted. */
    LOSE_LINES
  }

  /** A place for the line of one request. */
  public interface Place {
    /** Writes the line; called exactly once. */
    void write(Decision decision);
  }

  /** A place for one line; empty when there is none and requests must be refused. */
  public Optional<Place> reserve() {
    if (places.tryAcquire()) {
      return Optional.of(this::offer);
    }
    return switch (whenFull) {
      case REFUSE -> Optional.empty();
      case LOSE_LINES -> Optional.of(decision -> lost.incrementAndGet());
    };
  }

  // A place was reserved, so the queue has room for it.
  private void offer(Decision decision) {
    if (!queue.offer(decision)) {
      throw new IllegalStateException("a line without a place");
    }
  }

  /** Lines that could not be written. */
  public long lost() {
    return lost.get();
  }

  /** The line of a request; reads the disk. */
  public Optional<String> find(String requestId) throws IOException {
    return segments.find(requestId);
  }

  private void writeAll() {
    var batch = new ArrayList<Decision>(BATCH);
    while (!closing || !queue.isEmpty()) {
      try {
        var first = queue.poll(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, BATCH - 1);
          writeUntilDone(batch);
          batch.clear();
        }
      } catch (InterruptedException ended) {
        return;
      }
    }
  }

  private void writeUntilDone(List<Decision> batch) throws InterruptedException {
    var lines = new ArrayList<Segments.Line>(batch.size());
    for (var decision : batch) {
      var bytes = DecisionLine.of(decision).getBytes(StandardCharsets.US_ASCII);
      lines.add(new Segments.Line(decision.id(), bytes));
    }
    while (!written(lines)) {
      if (closing) {
        lost.addAndGet(lines.size());
        return;
      }
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    }
    places.release(batch.size());
  }

  private boolean written(List<Segments.Line> lines) {
    try {
      segments.append(lines);
      return true;
    } catch (IOException full) {
      LOG.error("the decision log cannot be written: {}", full.getMessage());
      return false;
    }
  }

  /** Whether every line that was given is on its way to the disk. */
  public boolean idle() {
    return queue.isEmpty() && places.availablePermits() == capacity;
  }

  /** Writes what is queued, at most for five seconds. */
  @Override
  public void close() throws IOException {
    closing = true;
    try {
      writer.join(5_000);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    segments.close();
  }
}
