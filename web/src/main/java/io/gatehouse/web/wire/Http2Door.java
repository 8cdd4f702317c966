package io.gatehouse.web.wire;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.http2.Http2Channel;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.IoUtils;
import org.xnio.OptionMap;

/** Speaks HTTP/2 on connections that agreed on it in their handshake, with a guard under each. */
public final class Http2Door {
  private static final int WINDOW = 65_535;

  private final HttpHandler root;
  private final ByteBufferPool buffers;
  private final OptionMap options;
  private final Set<Http2Channel> open = ConcurrentHashMap.newKeySet();

  public Http2Door(HttpHandler root, ByteBufferPool buffers, WireLimits limits) {
    this.root = root;
    this.buffers = buffers;
    this.options = options(limits);
  }

  /** Every option that decides something; the guard keeps the time and counts the streams. */
  private static OptionMap options(WireLimits limits) {
    return OptionMap.builder()
        .set(UndertowOptions.HTTP2_SETTINGS_ENABLE_PUSH, false)
        .set(UndertowOptions.HTTP2_SETTINGS_HEADER_TABLE_SIZE, 4096)
        .set(UndertowOptions.HTTP2_SETTINGS_INITIAL_WINDOW_SIZE, WINDOW)
        .set(UndertowOptions.HTTP2_SETTINGS_MAX_FRAME_SIZE, 16_384)
        .set(UndertowOptions.HTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, StreamTable.MOST)
        .set(UndertowOptions.MAX_HEADER_SIZE, limits.headBytes())
        .set(UndertowOptions.MAX_ENTITY_SIZE, limits.contentBytes())
        .set(UndertowOptions.ALWAYS_SET_DATE, true)
        .getMap();
  }

  void enter(Peer peer, Guard guard) {
    var conduit = new FrameGuard(peer, guard, buffers);
    conduit.install();
    var channel = new Http2Channel(peer.connection(), "h2", buffers, null, false, false, options);
    open.add(channel);
    channel.addCloseTask(open::remove);
    conduit.watch(
        stream -> channel.sendRstStream(stream, Http2Channel.ERROR_CANCEL),
        bytes -> giveRoom(channel, bytes));
    channel
        .getReceiveSetter()
        .set(new Http2Requests(conduit, root, options, buffers.getBufferSize()));
    channel.resumeReceives();
  }

  private static void giveRoom(Http2Channel channel, int bytes) {
    try {
      channel.updateReceiveFlowControlWindow(bytes);
    } catch (IOException gone) {
      IoUtils.safeClose(channel);
    }
  }

  /** Ends every connection. */
  public void closeConnections() {
    open.forEach(IoUtils::safeClose);
  }
}
