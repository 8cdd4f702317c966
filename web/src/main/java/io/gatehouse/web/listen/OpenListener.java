package io.gatehouse.web.listen;

import io.gatehouse.web.exchange.ExchangeRoot;
import io.gatehouse.web.wire.ByteGuard;
import org.xnio.StreamConnection;
import org.xnio.channels.AcceptingChannel;

/** A listener that is open: its socket, its guard, what it hands exchanges to. */
record OpenListener(
    AcceptingChannel<? extends StreamConnection> socket, ByteGuard door, ExchangeRoot root) {}
