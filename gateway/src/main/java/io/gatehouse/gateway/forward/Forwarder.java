package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.call.Passage;
import io.gatehouse.identity.Problem;
import java.util.function.Consumer;

/** Carries one request to a service and its answer back, as streams. Never blocks. */
interface Forwarder {
  /**
   * @param failed told at most once, and only while nothing of an answer went to the caller
   */
  void forward(Passage passage, ServiceRequest request, Consumer<Problem> failed);
}
