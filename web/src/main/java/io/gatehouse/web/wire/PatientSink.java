package io.gatehouse.web.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Closes the connection of a peer that reads nothing for 30 s while an answer waits for it. The
 * server's own write time-out counts from the last write, so it also closes connections that were
 * only idle.
 */
final class PatientSink extends AbstractStreamSinkConduit<StreamSinkConduit> {
  private static final long SECONDS = 30;

  private final StreamConnection connection;
  private boolean armed;
  private boolean progressed;

  PatientSink(StreamConnection connection) {
    super(connection.getSinkChannel().getConduit());
    this.connection = connection;
  }

  private int note(int count) {
    progressed |= count > 0;
    return count;
  }

  private long note(long count) {
    progressed |= count > 0;
    return count;
  }

  private void arm() {
    if (!armed) {
      armed = true;
      progressed = false;
      connection.getIoThread().executeAfter(this::check, SECONDS, TimeUnit.SECONDS);
    }
  }

  private void check() {
    armed = false;
    if (!connection.isOpen() || !next.isWriteResumed()) {
      return;
    }
    if (progressed) {
      arm();
    } else {
      IoUtils.safeClose(connection);
    }
  }

  @Override
  public void resumeWrites() {
    next.resumeWrites();
    arm();
  }

  @Override
  public void wakeupWrites() {
    next.wakeupWrites();
    arm();
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return note(next.write(from));
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    return note(next.write(from, offset, length));
  }

  @Override
  public int writeFinal(ByteBuffer from) throws IOException {
    return note(next.writeFinal(from));
  }

  @Override
  public long writeFinal(ByteBuffer[] from, int offset, int length) throws IOException {
    return note(next.writeFinal(from, offset, length));
  }

  @Override
  public long transferFrom(FileChannel from, long position, long count) throws IOException {
    return note(next.transferFrom(from, position, count));
  }

  @Override
  public long transferFrom(StreamSourceChannel from, long count, ByteBuffer through)
      throws IOException {
    return note(next.transferFrom(from, count, through));
  }
}
