package io.gatehouse.gateway.forward;

import io.undertow.client.ClientConnection;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioIoThread;
import org.xnio.channels.StreamSinkChannel;

/** A place at an endpoint with a connection to it, given back once: to be kept, or to be closed. */
final class Hold {
  /** Nothing is held. */
  static final Hold NONE = new Hold();

  private final @Nullable Endpoint endpoint;
  private final @Nullable ClientConnection connection;
  private final @Nullable XnioIoThread thread;
  private final boolean fresh;
  private @Nullable StreamSinkChannel sending;
  private boolean over;

  private Hold() {
    this.endpoint = null;
    this.connection = null;
    this.thread = null;
    this.fresh = true;
    this.over = true;
  }

  Hold(Endpoint endpoint, ClientConnection connection, XnioIoThread thread, boolean fresh) {
    this.endpoint = endpoint;
    this.connection = connection;
    this.thread = thread;
    this.fresh = fresh;
  }

  /** Whether the connection was made for this request. */
  boolean fresh() {
    return fresh;
  }

  ClientConnection connection() {
    if (connection == null) {
      throw new IllegalStateException("nothing is held");
    }
    return connection;
  }

  /** What the request is written to. */
  void sendingTo(StreamSinkChannel channel) {
    sending = channel;
  }

  /** The exchange on it is completely over. */
  void keep() {
    if (!over && endpoint != null && connection != null && thread != null) {
      over = true;
      endpoint.leave();
      endpoint.keep(thread, connection);
    }
  }

  /**
   * Bytes of this exchange may still come: nobody may read them as an answer to another.
   *
   * <p>The request is cut off first. Closing the connection alone would end chunked content well,
   * and the service would take half of it for all.
   */
  void drop() {
    if (!over && endpoint != null) {
      over = true;
      endpoint.leave();
      IoUtils.safeClose(sending);
      IoUtils.safeClose(connection);
    }
  }
}
