package io.gatehouse.gateway.forward.client;

import java.nio.ByteBuffer;

/** Content whose length was said, or that there is none of (RFC 9112 §6.2). */
final class CountedContent implements Content {
  private final long stated;
  private long left;

  CountedContent(long left, long stated) {
    this.left = left;
    this.stated = stated;
  }

  @Override
  public void unframe(ByteBuffer bytes) throws Nonsense {
    AnswerScan.require(bytes.remaining() <= left, "bytes after the content");
    left -= bytes.remaining();
  }

  @Override
  public boolean isComplete() {
    return left == 0;
  }

  @Override
  public void end() throws Nonsense {
    AnswerScan.require(left == 0, "the content broke off");
  }

  @Override
  public long length() {
    return stated;
  }
}
