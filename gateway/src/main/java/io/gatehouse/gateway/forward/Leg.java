package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.forward.client.RequestSink;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * One try at one endpoint.
 *
 * @param sink takes the request, its head already in it
 * @param broken told when the service's side failed
 */
record Leg(RequestSink sink, Hold hold, Consumer<IOException> broken) {}
