package io.gatehouse.web.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.StreamSourceConduit;

/**
 * The guard under one connection's parser: lets good bytes through, holds a bad message back.
 *
 * <p>A bad message is answered only when the parser asks for bytes again, so the answers of good
 * messages before it go out first. All of it happens on the connection's I/O thread.
 */
final class GuardConduit extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private enum Mode {
    SCANNING,
    /** A verdict waits for the parser to ask. */
    HOLDING,
    /** The parser asked; its next call hands the connection over. */
    ASKED,
    /** The refusal owns the connection. */
    REFUSED,
    /** A handler that did not want its content has answered; the rest is thrown away. */
    DISCARDING,
    /** The content is bad and its handler has started. */
    BROKEN
  }

  private final StreamConnection connection;
  private final Peer peer;
  private final Guard guard;
  private final WireScanner scanner;
  private final Patience patience;
  private Mode mode = Mode.SCANNING;
  private Fault fault = Fault.NONE;
  private boolean closing;

  GuardConduit(Peer peer, Guard guard) {
    super(peer.connection().getSourceChannel().getConduit());
    this.peer = peer;
    this.connection = peer.connection();
    this.guard = guard;
    this.scanner = new WireScanner(guard.limits());
    this.patience = new Patience(connection, scanner, guard, this::slow);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return switch (mode) {
      case SCANNING -> scan(into);
      case HOLDING, ASKED -> {
        mode = Mode.ASKED;
        yield 0;
      }
      case REFUSED -> 0;
      case DISCARDING -> discard();
      case BROKEN -> throw broken();
    };
  }

  private int scan(ByteBuffer into) throws IOException {
    int start = into.position();
    int count = next.read(into);
    if (count <= 0) {
      if (count == 0) {
        patience.nothingCame(next.isReadResumed());
      }
      return count;
    }
    patience.came(count);
    int pass = scanner.scan(into, start, start + count);
    return scanner.fault() == Fault.NONE ? count : cut(into, start, pass);
  }

  private int cut(ByteBuffer into, int start, int pass) throws IOException {
    if (scanner.isTooLateToHold()) {
      into.position(start);
      breakOff(scanner.fault());
      throw broken();
    }
    into.position(pass);
    hold(scanner.fault());
    if (pass == start) {
      mode = Mode.ASKED;
    }
    return pass - start;
  }

  private void hold(Fault found) {
    fault = found;
    mode = Mode.HOLDING;
    patience.end();
  }

  private void breakOff(Fault found) {
    fault = found;
    mode = Mode.BROKEN;
    patience.end();
    // Over TLS a reader that stays resumed would be told of the error again and again.
    next.suspendReads();
    new Refusing(peer, next, guard, found).breakOff();
  }

  private IOException broken() {
    return new IOException(fault.detail());
  }

  /** Called by the timer, between reads. */
  private void slow(Fault found) {
    if (mode != Mode.SCANNING || !connection.isOpen()) {
      return;
    }
    if (found == Fault.HEAD_SLOW) {
      fault = found;
      refuse();
    } else {
      breakOff(found);
      next.wakeupReads();
    }
  }

  private void refuse() {
    mode = Mode.REFUSED;
    new Refusing(peer, next, guard, fault).start();
  }

  /** The next head, when the parser has not handed it on as it came. */
  Optional<RawHead> nextHead() {
    return scanner.heads().next();
  }

  /** Throws away what is left of the content: its handler has answered without it. */
  void discardRest() {
    mode = Mode.DISCARDING;
    patience.end();
  }

  /** Asking anew after each request would cost two system calls. */
  void keepReading() {
    if (mode == Mode.SCANNING) {
      next.resumeReads();
    }
  }

  /** The first call comes when the answer is out: from then on the peer has a moment. */
  private int discard() throws IOException {
    if (!closing) {
      closing = true;
      Drain.closeSoon(connection);
    }
    return Drain.discard(next);
  }

  @Override
  public void resumeReads() {
    switch (mode) {
      case SCANNING, DISCARDING, BROKEN -> {
        patience.resumed();
        next.resumeReads();
      }
      // No byte may come any more, so nothing but a wake-up would ever make the parser ask.
      case HOLDING -> next.wakeupReads();
      case ASKED -> refuse();
      case REFUSED -> {}
    }
  }

  @Override
  public void wakeupReads() {
    switch (mode) {
      case SCANNING, DISCARDING, BROKEN, HOLDING -> next.wakeupReads();
      case ASKED -> refuse();
      case REFUSED -> {}
    }
  }

  @Override
  public void suspendReads() {
    if (mode != Mode.REFUSED) {
      patience.suspended();
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
  public void awaitReadable() throws IOException {
    if (mode == Mode.SCANNING || mode == Mode.DISCARDING) {
      next.awaitReadable();
    }
  }

  @Override
  public void awaitReadable(long time, TimeUnit unit) throws IOException {
    if (mode == Mode.SCANNING || mode == Mode.DISCARDING) {
      next.awaitReadable(time, unit);
    }
  }
}
