package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.forward.client.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.channels.StreamSinkChannel;

/** An answer's content on its way to the caller, framed by the server. */
record CallerAnswer(StreamSinkChannel channel) implements Sink {
  @Override
  public void write(ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      if (channel.write(data) == 0) {
        return;
      }
    }
  }

  @Override
  public void end() throws IOException {
    channel.shutdownWrites();
  }

  @Override
  public boolean flush() throws IOException {
    return channel.flush();
  }

  @Override
  public void onWritable(Runnable task) {
    channel.getWriteSetter().set(ready -> task.run());
  }

  @Override
  public void resumeWrites() {
    channel.resumeWrites();
  }

  @Override
  public void suspendWrites() {
    channel.suspendWrites();
  }
}
