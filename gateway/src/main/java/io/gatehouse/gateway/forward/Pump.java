package io.gatehouse.gateway.forward;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.channels.Channel;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;

/**
 * Carries bytes from a source to a sink, reading no faster than the sink takes them. A buffer is
 * held only while bytes wait in it. Runs on one I/O thread.
 */
final class Pump {
  private final StreamSourceChannel source;
  private final StreamSinkChannel sink;
  private final ByteBufferPool pool;
  private final Watcher watcher;
  private PooledByteBuffer waiting = NOTHING;
  private boolean drained;
  private boolean over;

  private static final PooledByteBuffer NOTHING = new NoBuffer();

  Pump(StreamSourceChannel source, StreamSinkChannel sink, ByteBufferPool pool, Watcher watcher) {
    this.source = source;
    this.sink = sink;
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
    source.getReadSetter().set(listener(this::run));
    sink.getWriteSetter().set(listener(this::run));
    run();
  }

  private static <C extends Channel> ChannelListener<C> listener(Runnable task) {
    return channel -> task.run();
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
      if (count == 0) {
        // What came so far goes out now: the rest may take long.
        if (sink.flush()) {
          sink.suspendWrites();
        } else {
          sink.resumeWrites();
        }
        source.resumeReads();
        return false;
      }
      source.suspendReads();
      drained = true;
      return true;
    } catch (IOException broken) {
      buffer.close();
      broke(true, broken);
      return false;
    }
  }

  /** True when nothing waits any more. */
  private boolean writeWaiting() {
    if (over) {
      return false;
    }
    try {
      while (waiting.getBuffer().hasRemaining()) {
        if (sink.write(waiting.getBuffer()) == 0) {
          source.suspendReads();
          sink.resumeWrites();
          return false;
        }
        watcher.moved();
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
    try {
      sink.shutdownWrites();
      if (sink.flush()) {
        finish();
      } else {
        sink.getWriteSetter().set(listener(this::flush));
        sink.resumeWrites();
      }
    } catch (IOException broken) {
      broke(false, broken);
    }
  }

  private void flush() {
    try {
      if (!over && sink.flush()) {
        finish();
      }
    } catch (IOException broken) {
      broke(false, broken);
    }
  }

  private void finish() {
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
    source.suspendReads();
    sink.suspendWrites();
  }

  private void release() {
    waiting.close();
    waiting = NOTHING;
  }

  /** Stands for no bytes waiting. */
  private static final class NoBuffer implements PooledByteBuffer {
    private static final java.nio.ByteBuffer EMPTY = java.nio.ByteBuffer.allocate(0);

    @Override
    public java.nio.ByteBuffer getBuffer() {
      return EMPTY;
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
      return true;
    }
  }
}
