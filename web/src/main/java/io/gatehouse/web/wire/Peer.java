package io.gatehouse.web.wire;

import java.net.InetAddress;
import org.xnio.StreamConnection;

/** A connection and its other end's address, which a closed connection no longer knows. */
record Peer(StreamConnection connection, InetAddress address) {}
