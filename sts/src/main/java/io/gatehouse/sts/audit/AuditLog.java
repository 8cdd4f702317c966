package io.gatehouse.sts.audit;

import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log of one node. One thread writes; whatever waits while a sync runs shares the next
 * one, and nobody returns before the sync that covers their record. After a failed write nothing
 * more is written to that segment; a new one is tried with the next record.
 */
public final class AuditLog implements AuditSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int WAITING = 4096;
  private static final int TOGETHER = 256;
  private static final long ADMISSION_SECONDS = 1;

  private final BlockingQueue<PendingRecord> queue = new ArrayBlockingQueue<>(WAITING);
  private final AuditWriter writer;
  private final Thread thread;
  private volatile boolean open = true;

  private AuditLog(AuditWriter writer) {
    this.writer = writer;
    this.thread = Thread.ofPlatform().name("audit-writer").daemon(true).start(this::work);
  }

  /**
   * Opens the log of a node in a folder of its own; mends what a crash left behind.
   *
   * @param folder exists, mode 0700
   * @param nanos monotonic
   */
  public static AuditLog open(Path folder, String node, InstantSource clock, LongSupplier nanos) {
    return new AuditLog(AuditWriter.open(folder, node, clock, nanos));
  }

  @Override
  public void record(Event event) {
    var pending = new PendingRecord(event);
    try {
      if (!open || !queue.offer(pending, ADMISSION_SECONDS, TimeUnit.SECONDS)) {
        throw new DependencyUnavailable(Dependency.STORE, "the audit log takes no more records");
      }
      pending.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DependencyUnavailable(Dependency.STORE, "interrupted while waiting", interrupted);
    }
  }

  private void work() {
    var group = new ArrayList<PendingRecord>();
    while (open || !queue.isEmpty()) {
      try {
        var first = queue.poll(50, TimeUnit.MILLISECONDS);
        if (first != null) {
          group.add(first);
          queue.drainTo(group, TOGETHER - 1);
          write(group);
          group.clear();
        }
      } catch (InterruptedException stop) {
        open = false;
      }
    }
  }

  private void write(List<PendingRecord> group) {
    try {
      writer.append(group.stream().map(PendingRecord::event).toList());
      group.forEach(PendingRecord::acknowledge);
    } catch (java.io.IOException | RuntimeException failure) {
      LOG.error("{} audit records could not be written", group.size(), failure);
      var outage =
          new DependencyUnavailable(
              Dependency.STORE, "the audit record could not be written", failure);
      group.forEach(pending -> pending.fail(outage));
    }
  }

  @Override
  public void close() {
    open = false;
    try {
      thread.join(10_000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    var closed = new DependencyUnavailable(Dependency.STORE, "the audit log is closed");
    queue.forEach(pending -> pending.fail(closed));
    writer.close();
  }
}
