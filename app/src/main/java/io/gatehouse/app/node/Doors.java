package io.gatehouse.app.node;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.cli.Stop;
import io.gatehouse.app.config.value.ListenAddress;
import io.gatehouse.web.endpoint.RequestIds;
import io.gatehouse.web.exchange.ExchangeHandler;
import io.gatehouse.web.exchange.Surroundings;
import io.gatehouse.web.exchange.Threads;
import io.gatehouse.web.exchange.TrustedProxies;
import io.gatehouse.web.listen.ListenSettings;
import io.gatehouse.web.listen.ListenerPlan;
import io.gatehouse.web.listen.Listeners;
import io.gatehouse.web.listen.Opening;
import io.gatehouse.web.listen.TlsPlan;
import io.gatehouse.web.wire.RefusalLog;
import io.gatehouse.web.wire.WireLimits;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** The node's listeners. A port that cannot be had stops the start with one sentence. */
final class Doors {
  private final Listeners listeners;

  Doors(Ambient ambient, TrustedProxies proxies, RefusalLog refusals) {
    this.listeners =
        new Listeners(
            ListenSettings.forCores(Runtime.getRuntime().availableProcessors()),
            new Surroundings(
                new Threads(ambient.virtual(), ambient.cpu()),
                new RequestIds(ambient.random()),
                ambient.nanos(),
                proxies),
            refusals);
  }

  /** A door to open; its address has a host. */
  record Door(String name, ListenAddress address, Optional<TlsPlan> tls, WireLimits limits) {
    /** Offers HTTP/2, where there is TLS to agree on it. */
    Door offeringHttp2(boolean offered) {
      return new Door(name, address, tls.map(plan -> plan.offeringHttp2(offered)), limits);
    }
  }

  /** Opens it and tells where. */
  InetSocketAddress open(Door door, ExchangeHandler handler) {
    var address = new InetSocketAddress(door.address().host().orElseThrow(), door.address().port());
    var plan = new ListenerPlan(door.name(), address, door.tls(), door.limits(), handler);
    return switch (listeners.open(plan)) {
      case Opening.Opened(var bound) -> bound;
      case Opening.Refused(var sentence) -> throw new Stop(Exit.BAD_INPUT, sentence);
    };
  }

  Listeners listeners() {
    return listeners;
  }

  /** Whether every request in flight was answered in time. */
  boolean close(Duration patience) {
    return listeners.stop(patience);
  }
}
