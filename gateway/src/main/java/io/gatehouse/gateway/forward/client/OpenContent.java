package io.gatehouse.gateway.forward.client;

import java.nio.ByteBuffer;

/** Content that ends with its connection (RFC 9112 §6.3, rule 8). */
final class OpenContent implements Content {
  private boolean ended;

  @Override
  public void unframe(ByteBuffer bytes) {}

  @Override
  public boolean isComplete() {
    return ended;
  }

  @Override
  public void end() {
    ended = true;
  }

  @Override
  public long length() {
    return -1;
  }
}
