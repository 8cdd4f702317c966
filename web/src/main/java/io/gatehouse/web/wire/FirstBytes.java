package io.gatehouse.web.wire;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.xnio.IoUtils;
import org.xnio.Pooled;
import org.xnio.XnioExecutor;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.PushBackStreamSourceConduit;
import org.xnio.ssl.SslConnection;

/**
 * Waits for a TLS connection's first bytes: by then its handshake has settled which protocol they
 * are of (RFC 7301). They are put back unread.
 */
final class FirstBytes {
  private static final String HTTP_2 = "h2";
  private static final String HTTP_1 = "http/1.1";
  private static final long SECONDS = 60;

  private final SslConnection connection;
  private final ByteBufferPool buffers;
  private final Consumer<Boolean> then;
  private final XnioExecutor.Key timer;

  /**
   * @param then is told whether HTTP/2 was agreed on
   */
  FirstBytes(SslConnection connection, ByteBufferPool buffers, Consumer<Boolean> then) {
    this.connection = connection;
    this.buffers = buffers;
    this.then = then;
    this.timer =
        connection
            .getIoThread()
            .executeAfter(() -> IoUtils.safeClose(connection), SECONDS, TimeUnit.SECONDS);
  }

  void await() {
    var engine = UndertowXnioSsl.getSslEngine(connection);
    var parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {HTTP_2, HTTP_1});
    engine.setSSLParameters(parameters);
    var source = connection.getSourceChannel();
    source.setReadListener(this::read);
    connection.setCloseListener(closed -> timer.remove());
    read(source);
  }

  private void read(ConduitStreamSourceChannel source) {
    var buffer = buffers.allocate();
    try {
      int count = source.read(buffer.getBuffer());
      if (count > 0) {
        buffer.getBuffer().flip();
        came(source, buffer);
        return;
      }
      buffer.close();
      if (count < 0) {
        IoUtils.safeClose(connection);
      } else {
        source.resumeReads();
      }
    } catch (IOException broken) {
      buffer.close();
      IoUtils.safeClose(connection);
    }
  }

  private void came(ConduitStreamSourceChannel source, PooledByteBuffer buffer) {
    timer.remove();
    source.suspendReads();
    source.setReadListener(null);
    var back = new PushBackStreamSourceConduit(source.getConduit());
    back.pushBack(new Lent(buffer));
    source.setConduit(back);
    then.accept(HTTP_2.equals(UndertowXnioSsl.getSslEngine(connection).getApplicationProtocol()));
  }

  // What bytes are pushed back as: the conduit takes nothing newer.
  @SuppressWarnings("deprecation")
  private record Lent(PooledByteBuffer buffer) implements Pooled<ByteBuffer> {
    @Override
    public void discard() {
      buffer.close();
    }

    @Override
    public void free() {
      buffer.close();
    }

    @Override
    public ByteBuffer getResource() {
      return buffer.getBuffer();
    }

    @Override
    public void close() {
      buffer.close();
    }
  }
}
