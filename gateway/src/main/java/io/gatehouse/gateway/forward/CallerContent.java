package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.forward.client.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.channels.StreamSourceChannel;

/** A caller's content as it comes, its framing taken off by the server. */
record CallerContent(StreamSourceChannel channel) implements Source {
  @Override
  public int read(ByteBuffer into) throws IOException {
    int count = channel.read(into);
    if (count < 0) {
      channel.suspendReads();
    }
    return count;
  }

  @Override
  public void onReadable(Runnable task) {
    channel.getReadSetter().set(ready -> task.run());
  }

  @Override
  public void resumeReads() {
    channel.resumeReads();
  }

  @Override
  public void suspendReads() {
    channel.suspendReads();
  }
}
