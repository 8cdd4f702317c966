package io.gatehouse.gateway.forward.client;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * A connection to a service: one request and its answer at a time, all on one I/O thread.
 *
 * <p>Reads stay resumed for its whole life, also while it is idle: asking for them anew would cost
 * two system calls a request, and a service that hangs up is noticed at once.
 */
public final class ServiceConnection implements Source {
  private enum Phase {
    IDLE,
    HEAD,
    CONTENT,
    CLOSED
  }

  private final StreamConnection channel;
  private final ConduitStreamSourceChannel source;
  private final ByteBufferPool buffers;
  private final Lane lane;
  private final AnswerScan scan = new AnswerScan();
  private Phase phase = Phase.IDLE;
  private boolean toHead;
  private Owner owner = Owner.NOBODY;
  private Content content = new OpenContent();
  private Runnable readable = () -> {};
  private long idleSince;

  ServiceConnection(StreamConnection channel, ByteBufferPool buffers, Lane lane) {
    this.channel = channel;
    this.source = channel.getSourceChannel();
    this.buffers = buffers;
    this.lane = lane;
    source.setReadListener(ready -> readable());
    source.resumeReads();
  }

  /** Whose request is on the connection. */
  public interface Owner {
    /** Nobody's. */
    Owner NOBODY =
        new Owner() {
          @Override
          public void answered(AnswerHead head, Content content, PooledByteBuffer first) {
            first.close();
          }

          @Override
          public void broke(IOException cause) {}
        };

    /**
     * A final head is complete.
     *
     * @param first content that came with it; the owner closes it
     */
    void answered(AnswerHead head, Content content, PooledByteBuffer first);

    /** No head came, or none that can be read. */
    void broke(IOException cause);
  }

  /** Begins a request: what is read from now on is its answer. */
  public void begin(Owner by, boolean isHead) {
    owner = by;
    toHead = isHead;
    phase = Phase.HEAD;
    scan.reset();
  }

  /**
   * Whether the service still listens, as far as can be known. Costs a system call, so it is for
   * requests that cannot be sent twice.
   */
  public boolean isQuiet() {
    try (var buffer = buffers.allocate()) {
      return source.read(buffer.getBuffer()) == 0;
    } catch (IOException gone) {
      return false;
    }
  }

  /** Whether no byte of an answer has come. */
  public boolean heardNothing() {
    return phase == Phase.HEAD && scan.isUntouched();
  }

  /** For putting a message together at once; its bytes are gone when the next one is. */
  public HeadText text() {
    return lane.text();
  }

  /** What the request is written to. */
  public RequestSink sink(ByteBuffer head, boolean chunked) {
    return new RequestSink(channel.getSinkChannel(), head, chunked);
  }

  private void readable() {
    switch (phase) {
      // RFC 9112 §9.3: a service has nothing to say unasked; hanging up is all it may do.
      case IDLE -> {
        close();
        lane.forget(this);
      }
      case HEAD -> readHead();
      case CONTENT -> readable.run();
      case CLOSED -> source.suspendReads();
    }
  }

  private void readHead() {
    var buffer = buffers.allocate();
    try {
      var bytes = buffer.getBuffer();
      int count = source.read(bytes);
      while (count > 0) {
        bytes.flip();
        if (scan.scan(bytes)) {
          answered(buffer);
          return;
        }
        bytes.clear();
        count = source.read(bytes);
      }
      buffer.close();
      if (count < 0) {
        owner.broke(new Nonsense(scan.isUntouched() ? "it hung up" : "the head broke off"));
      }
    } catch (IOException broken) {
      buffer.close();
      owner.broke(broken);
    }
  }

  private void answered(PooledByteBuffer first) throws Nonsense {
    content = Content.of(scan.head(), toHead);
    content.unframe(first.getBuffer());
    phase = Phase.CONTENT;
    owner.answered(scan.head(), content, first);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int start = into.position();
    int room = into.limit();
    while (!content.isComplete()) {
      int count = source.read(into);
      if (count == 0) {
        return 0;
      }
      if (count < 0) {
        content.end();
        return -1;
      }
      into.flip().position(start);
      content.unframe(into);
      int length = into.remaining();
      into.position(into.limit()).limit(room);
      if (length > 0) {
        return length;
      }
    }
    return -1;
  }

  @Override
  public void onReadable(Runnable task) {
    readable = task;
  }

  @Override
  public void resumeReads() {
    source.resumeReads();
  }

  @Override
  public void suspendReads() {
    source.suspendReads();
  }

  public boolean isOpen() {
    return phase != Phase.CLOSED && channel.isOpen();
  }

  /** Whether this answer leaves the connection fit for another request (RFC 9112 §9.3). */
  public boolean isReusable() {
    var head = scan.head();
    return phase == Phase.CONTENT
        && isOpen()
        && content.isComplete()
        && !(content instanceof OpenContent)
        && !head.old
        && (head.only(AnswerName.CONNECTION) == -1 || !head.namedByConnection().contains("close"));
  }

  /** The exchange on it is completely over: it goes to the pool, or is closed. */
  public void release() {
    if (!isReusable()) {
      close();
      return;
    }
    owner = Owner.NOBODY;
    readable = () -> {};
    phase = Phase.IDLE;
    source.resumeReads();
    lane.keep(this);
  }

  /** Bytes of this exchange may still come: nobody may read them as an answer to another. */
  public void close() {
    phase = Phase.CLOSED;
    owner = Owner.NOBODY;
    readable = () -> {};
    IoUtils.safeClose(channel);
  }

  void idleSince(long nanos) {
    idleSince = nanos;
  }

  long idleSince() {
    return idleSince;
  }
}
