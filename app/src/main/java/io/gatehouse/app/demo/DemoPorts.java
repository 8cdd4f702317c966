package io.gatehouse.app.demo;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** The ports of a demo, chosen once and kept in its folder. */
record DemoPorts(
    int gateway, int mtlsGateway, int sts, int mtlsSts, int admin, int ldap, int sample) {
  private static final int USUAL_BASE = 8000;
  private static final int USUAL_ADMIN = 9090;

  /** The ports that the documentation names; the ones behind them are free ones. */
  static DemoPorts usual() {
    return at(USUAL_BASE, USUAL_ADMIN);
  }

  private static DemoPorts at(int base, int admin) {
    var free = free(2);
    return new DemoPorts(
        base + 443, base + 444, base + 1443, base + 1444, admin, free.get(0), free.get(1));
  }

  /** Fixed distances from a base; base 0 takes free ports. */
  static DemoPorts from(int base) {
    if (base == 0) {
      var free = free(7);
      return new DemoPorts(
          free.get(0),
          free.get(1),
          free.get(2),
          free.get(3),
          free.get(4),
          free.get(5),
          free.get(6));
    }
    return at(base, base + 2090);
  }

  /** All are held open until all are known, so that no two are the same. */
  private static List<Integer> free(int count) {
    var held = new ArrayList<ServerSocket>();
    try {
      for (var i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on the loopback address", e);
    } finally {
      held.forEach(DemoPorts::close);
    }
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
