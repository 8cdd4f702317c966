package io.gatehouse.gateway.forward;

import io.undertow.client.ClientExchange;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * One try at one endpoint.
 *
 * @param broken told when the service's side failed
 */
record Leg(ClientExchange upstream, Hold hold, Consumer<IOException> broken) {}
