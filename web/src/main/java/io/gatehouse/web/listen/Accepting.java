package io.gatehouse.web.listen;

import io.gatehouse.web.wire.ByteGuard;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.StreamConnection;
import org.xnio.channels.AcceptingChannel;

/** Takes a connection and hands it to the guard. A socket that is being closed is no news. */
final class Accepting implements ChannelListener<AcceptingChannel<StreamConnection>> {
  private static final Logger LOG = LoggerFactory.getLogger(Accepting.class);

  private final String listener;
  private final ByteGuard guard;

  Accepting(String listener, ByteGuard guard) {
    this.listener = listener;
    this.guard = guard;
  }

  @Override
  public void handleEvent(AcceptingChannel<StreamConnection> socket) {
    try {
      StreamConnection connection = socket.accept();
      if (connection != null) {
        guard.handleEvent(connection);
      }
    } catch (ClosedChannelException stopping) {
      LOG.debug("the {} listener has closed", listener);
    } catch (IOException failed) {
      LOG.warn("the {} listener could not take a connection: {}", listener, failed.getMessage());
    }
  }
}
