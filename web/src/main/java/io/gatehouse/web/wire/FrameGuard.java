package io.gatehouse.web.wire;

import io.gatehouse.web.wire.RefusalLog.Refusal;
import io.undertow.connector.ByteBufferPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.StreamSourceConduit;

/**
 * The guard under one HTTP/2 connection: lets good frames through; a bad one ends the connection
 * with GOAWAY, and no parser ever sees its end.
 */
final class FrameGuard extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private final Peer peer;
  private final StreamConnection connection;
  private final Guard guard;
  private final StreamTable streams;
  private final FrameScanner scanner;
  private final FrameSink sink;
  private final FramePatience patience;
  private final ByteBufferPool buffers;
  private final FrameOutput output = new FrameOutput();
  private ByteBuffer ready = ByteBuffer.allocate(0);
  private IntConsumer room = bytes -> {};
  private boolean refused;

  FrameGuard(Peer peer, Guard guard, ByteBufferPool buffers) {
    super(peer.connection().getSourceChannel().getConduit());
    this.peer = peer;
    this.connection = peer.connection();
    this.guard = guard;
    this.buffers = buffers;
    this.streams = new StreamTable(guard.limits().contentBytes());
    this.scanner =
        new FrameScanner(new FrameRules(guard.limits(), streams, output, guard.nanos()), output);
    this.sink = new FrameSink(connection.getSinkChannel().getConduit(), streams);
    this.patience = new FramePatience(connection, guard, scanner, streams);
  }

  /** Stands under the connection from now on. */
  void install() {
    connection.getSourceChannel().setConduit(this);
    connection.getSinkChannel().setConduit(sink);
    connection.setCloseListener(closed -> streams.loseAll());
  }

  /**
   * Begins to look after the time.
   *
   * @param giveUp resets one stream
   * @param giveRoom lets the peer send so many bytes more
   */
  void watch(IntConsumer giveUp, IntConsumer giveRoom) {
    room = giveRoom;
    patience.start(
        this::refuse,
        stream -> {
          report(FrameFault.CONTENT_SLOW);
          giveUp.accept(stream);
        });
  }

  StreamTable streams() {
    return streams;
  }

  Guard guard() {
    return guard;
  }

  Peer peer() {
    return peer;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (refused) {
      return 0;
    }
    while (!ready.hasRemaining()) {
      int count = scan(into.remaining());
      if (count <= 0) {
        return count;
      }
    }
    int count = Math.min(ready.remaining(), into.remaining());
    into.put(ready.slice(ready.position(), count));
    ready.position(ready.position() + count);
    return count;
  }

  /** Positive when there were bytes; what of them may pass is ready. */
  private int scan(int most) throws IOException {
    try (var buffer = buffers.allocate()) {
      var bytes = buffer.getBuffer();
      bytes.limit(Math.clamp(most, 1, bytes.limit()));
      int count = next.read(bytes);
      if (count > 0) {
        output.begin(count);
        scanner.scan(bytes, 0, count);
        patience.came();
        if (scanner.fault() != FrameFault.NONE) {
          refuse(scanner.fault());
          return 0;
        }
        ready = output.take();
        giveRoomAgain();
      }
      return count;
    }
  }

  private void giveRoomAgain() {
    int discarded = streams.takeDiscarded();
    if (discarded > 0) {
      room.accept(discarded);
    }
  }

  private void refuse(FrameFault fault) {
    if (refused) {
      return;
    }
    refused = true;
    if (fault != FrameFault.IDLE) {
      report(fault);
    }
    streams.loseAll();
    Drain.closeSoon(connection);
    try {
      sink.lastWords(fault.code());
      connection.getSourceChannel().setReadListener(channel -> drain());
      next.resumeReads();
    } catch (IOException gone) {
      IoUtils.safeClose(connection);
    }
  }

  private void report(FrameFault fault) {
    guard
        .log()
        .refused(
            new Refusal(
                guard.requestIds().next(),
                fault.kind(),
                fault.reason(),
                peer.address(),
                guard.listener(),
                false));
  }

  private void drain() {
    try {
      if (Drain.discard(next) < 0) {
        IoUtils.safeClose(connection);
      }
    } catch (IOException gone) {
      IoUtils.safeClose(connection);
    }
  }

  @Override
  public void resumeReads() {
    if (ready.hasRemaining() && !refused) {
      // Nothing may come any more that would make the server ask for what is here already.
      next.wakeupReads();
    } else {
      next.resumeReads();
    }
  }

  @Override
  public void suspendReads() {
    if (!refused) {
      next.suspendReads();
    }
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      if (into[i].hasRemaining()) {
        return read(into[i]);
      }
    }
    return 0;
  }

  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    return target.transferFrom(new ConduitReadableByteChannel(this), position, count);
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    return IoUtils.transfer(new ConduitReadableByteChannel(this), count, through, target);
  }

  @Override
  public void awaitReadable(long time, TimeUnit unit) throws IOException {
    if (!refused) {
      next.awaitReadable(time, unit);
    }
  }
}
