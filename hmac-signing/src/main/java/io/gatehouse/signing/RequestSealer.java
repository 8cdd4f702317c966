package io.gatehouse.signing;

import java.util.List;

/** Makes the header fields that prove who sends a request. */
public interface RequestSealer {
  /**
   * @param body the content as it will be sent; empty when there is none
   * @return the fields to add; none of them is in the request yet
   */
  List<HeaderField> seal(PlainRequest request, byte[] body);
}
