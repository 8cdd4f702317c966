package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.forward.client.Endpoint;
import io.gatehouse.gateway.forward.client.ServiceConnection;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;

/** A place at an endpoint with a connection to it, given back once: to be kept, or to be closed. */
final class Hold {
  /** Nothing is held. */
  static final Hold NONE = new Hold();

  private final @Nullable Endpoint endpoint;
  private final @Nullable ServiceConnection connection;
  private final boolean fresh;
  private boolean over;

  private Hold() {
    this.endpoint = null;
    this.connection = null;
    this.fresh = true;
    this.over = true;
  }

  Hold(Endpoint endpoint, ServiceConnection connection, boolean fresh) {
    this.endpoint = endpoint;
    this.connection = connection;
    this.fresh = fresh;
  }

  /** Whether the connection was made for this request. */
  boolean fresh() {
    return fresh;
  }

  ServiceConnection connection() {
    if (connection == null) {
      throw new IllegalStateException("nothing is held");
    }
    return connection;
  }

  /** The service gave an answer. */
  void succeeded() {
    if (endpoint != null) {
      endpoint.succeeded();
    }
  }

  /** The service gave none. */
  void failed() {
    if (endpoint != null) {
      endpoint.failed();
    }
  }

  /** Whether the service's budget has room for sending a request again. */
  boolean mayRepeat(XnioIoThread thread) {
    return endpoint != null && endpoint.lane(thread).budget().spend();
  }

  /** The exchange on it is completely over. */
  void keep() {
    if (!over && endpoint != null && connection != null) {
      over = true;
      endpoint.leave();
      connection.release();
    }
  }

  /** Bytes of this exchange may still come: nobody may read them as an answer to another. */
  void drop() {
    if (!over && endpoint != null && connection != null) {
      over = true;
      endpoint.leave();
      connection.close();
    }
  }
}
