package io.gatehouse.web.listen;

import io.gatehouse.web.exchange.ExchangeRoot;
import io.undertow.server.protocol.http.HttpOpenListener;
import org.xnio.StreamConnection;
import org.xnio.channels.AcceptingChannel;

/** A listener that is open: its socket, its parser, what it hands exchanges to. */
record OpenListener(
    AcceptingChannel<? extends StreamConnection> socket,
    HttpOpenListener parser,
    ExchangeRoot root) {}
