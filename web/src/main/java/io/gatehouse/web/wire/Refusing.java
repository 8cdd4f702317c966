package io.gatehouse.web.wire;

import io.gatehouse.web.wire.RefusalLog.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.StreamSourceConduit;

/** The last answer of a connection: written, half-closed, drained for a moment, closed. */
final class Refusing {
  private final StreamConnection connection;
  private final StreamSourceConduit source;
  private final InetAddress peer;
  private final Guard guard;
  private final Fault fault;
  private ByteBuffer text = ByteBuffer.allocate(0);
  private boolean ended;

  Refusing(Peer peer, StreamSourceConduit source, Guard guard, Fault fault) {
    this.connection = peer.connection();
    this.peer = peer.address();
    this.source = source;
    this.guard = guard;
    this.fault = fault;
  }

  void start() {
    ConduitStreamSinkChannel sink = connection.getSinkChannel();
    if (!sink.isOpen()) {
      // An answer before this one said that it is the last.
      IoUtils.safeClose(connection);
      return;
    }
    String requestId = guard.requestIds().next();
    report(requestId, true);
    text = RefusalText.of(fault, requestId, guard.requestIds().nextSpan());
    Drain.closeSoon(connection);
    connection.getSourceChannel().setReadListener(channel -> drain());
    sink.setWriteListener(this::write);
    write(sink);
  }

  private void write(ConduitStreamSinkChannel sink) {
    try {
      while (text.hasRemaining()) {
        if (sink.write(text) == 0) {
          sink.resumeWrites();
          return;
        }
      }
      if (!ended) {
        ended = true;
        sink.shutdownWrites();
      }
      if (!sink.flush()) {
        sink.resumeWrites();
        return;
      }
      sink.suspendWrites();
      source.wakeupReads();
    } catch (IOException gone) {
      IoUtils.safeClose(connection);
    }
  }

  private void drain() {
    try {
      if (Drain.discard(source) < 0) {
        IoUtils.safeClose(connection);
      } else {
        source.resumeReads();
      }
    } catch (IOException gone) {
      IoUtils.safeClose(connection);
    }
  }

  /** The handler that reads the content is told by an exception; the peer gets no answer. */
  void breakOff() {
    report(guard.requestIds().next(), false);
  }

  private void report(String requestId, boolean answered) {
    String listener = guard.listener();
    guard
        .log()
        .refused(new Refusal(requestId, fault.kind(), fault.detail(), peer, listener, answered));
  }
}
