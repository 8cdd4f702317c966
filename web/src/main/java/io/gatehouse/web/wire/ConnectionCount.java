package io.gatehouse.web.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.StreamConnection;

/**
 * How many connections are open, in all and per address; an IPv6 network of /64 counts as one
 * address. Loopback peers share only the total: they are the operator's own.
 */
public final class ConnectionCount {
  private final int most;
  private final int mostPerAddress;
  private final AtomicInteger all = new AtomicInteger();
  private final ConcurrentHashMap<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();

  public ConnectionCount(int most, int mostPerAddress) {
    this.most = most;
    this.mostPerAddress = mostPerAddress;
  }

  /** The connections open now. */
  public int open() {
    return all.get();
  }

  boolean enter(InetAddress peer) {
    if (all.incrementAndGet() > most) {
      all.decrementAndGet();
      return false;
    }
    if (peer.isLoopbackAddress()) {
      return true;
    }
    if (perAddress.merge(network(peer), 1, Integer::sum) > mostPerAddress) {
      leave(peer);
      return false;
    }
    return true;
  }

  private void leave(InetAddress peer) {
    all.decrementAndGet();
    if (!peer.isLoopbackAddress()) {
      perAddress.computeIfPresent(network(peer), (network, open) -> open > 1 ? open - 1 : null);
    }
  }

  /** Listeners add up, and one that is set after the close is called at once. */
  void leaveWhenClosed(StreamConnection connection, InetAddress peer) {
    connection.setCloseListener(closed -> leave(peer));
  }

  private static InetAddress network(InetAddress peer) {
    if (!(peer instanceof Inet6Address)) {
      return peer;
    }
    byte[] octets = peer.getAddress();
    Arrays.fill(octets, 8, 16, (byte) 0);
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
