package io.gatehouse.web.listen;

import java.net.InetSocketAddress;

/** What came of opening a listener. */
public sealed interface Opening {
  /**
   * @param address with the real port
   */
  record Opened(InetSocketAddress address) implements Opening {}

  /**
   * @param sentence for the operator: what is in the way and what to do
   */
  record Refused(String sentence) implements Opening {}
}
