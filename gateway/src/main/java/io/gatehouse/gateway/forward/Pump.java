package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.forward.client.Sink;
import io.gatehouse.gateway.forward.client.Source;
import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;

/**
 * Carries bytes from a source to a sink, reading no faster than the sink takes them. A buffer is
 * held only while bytes wait in it. Runs on one I/O thread.
 */
final class Pump {
  private final Source source;
  private final Sink sink;
  private final ByteBufferPool pool;
  private final Watcher watcher;
  private PooledByteBuffer waiting;
  private boolean drained;
  private boolean over;

  /**
   * @param first content that was read already
   */
  Pump(Source source, Sink sink, PooledByteBuffer first, ByteBufferPool pool, Watcher watcher) {
    this.source = source;
    this.sink = sink;
    this.waiting = first;
    this.pool = pool;
    this.watcher = watcher;
  }

  /** Hears how it goes. */
  interface Watcher {
    void moved();

    /** The source has given everything; the sink's end may finish its owner at once. */
    void drained();

    /** Everything was read, written and flushed. */
    void finished();

    /**
     * @param reading whether the source broke, else the sink did
     */
    void broke(boolean reading, IOException cause);
  }

  void start() {
    source.onReadable(this::run);
    sink.onWritable(this::run);
    run();
  }

  private void run() {
    if (over) {
      return;
    }
    while (!drained && writeWaiting()) {
      if (!read()) {
        return;
      }
    }
    if (!over && drained && writeWaiting()) {
      end();
    }
  }

  /** False when nothing can be read now. */
  private boolean read() {
    var buffer = pool.allocate();
    try {
      int count = source.read(buffer.getBuffer());
      if (count > 0) {
        buffer.getBuffer().flip();
        waiting = buffer;
        watcher.moved();
        return true;
      }
      buffer.close();
      drained = count < 0;
      return drained || nothingCame();
    } catch (IOException broken) {
      buffer.close();
      broke(true, broken);
      return false;
    }
  }

  // What came so far goes out now: the rest may take long.
  private boolean nothingCame() {
    try {
      if (sink.flush()) {
        sink.suspendWrites();
      } else {
        sink.resumeWrites();
      }
      source.resumeReads();
    } catch (IOException broken) {
      broke(false, broken);
    }
    return false;
  }

  /** True when nothing waits any more. */
  private boolean writeWaiting() {
    if (over) {
      return false;
    }
    try {
      var bytes = waiting.getBuffer();
      if (bytes.hasRemaining()) {
        int before = bytes.remaining();
        sink.write(bytes);
        if (bytes.remaining() < before) {
          watcher.moved();
        }
        if (bytes.hasRemaining()) {
          source.suspendReads();
          sink.resumeWrites();
          return false;
        }
      }
      release();
      return true;
    } catch (IOException broken) {
      broke(false, broken);
      return false;
    }
  }

  private void end() {
    watcher.drained();
    sink.onWritable(this::flush);
    try {
      sink.end();
    } catch (IOException broken) {
      broke(false, broken);
      return;
    }
    flush();
  }

  private void flush() {
    if (over) {
      return;
    }
    try {
      if (!sink.flush()) {
        sink.resumeWrites();
        return;
      }
    } catch (IOException broken) {
      broke(false, broken);
      return;
    }
    over = true;
    sink.suspendWrites();
    watcher.finished();
  }

  private void broke(boolean reading, IOException cause) {
    if (!over) {
      stop();
      watcher.broke(reading, cause);
    }
  }

  /** Ends the work without finishing it. */
  void stop() {
    over = true;
    release();
    // What has given everything may be in other hands by now.
    if (!drained) {
      source.suspendReads();
    }
    sink.suspendWrites();
  }

  /** Ends the work if it is not over: nobody wants it any more. */
  void cancel() {
    if (!over) {
      stop();
    }
  }

  private void release() {
    waiting.close();
    waiting = NoBytes.INSTANCE;
  }
}
