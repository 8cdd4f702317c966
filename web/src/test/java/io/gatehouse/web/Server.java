package io.gatehouse.web;

import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestIds;
import io.gatehouse.web.exchange.BodyReading;
import io.gatehouse.web.exchange.Exchange;
import io.gatehouse.web.exchange.ExchangeHandler;
import io.gatehouse.web.exchange.Surroundings;
import io.gatehouse.web.exchange.Threads;
import io.gatehouse.web.listen.ListenSettings;
import io.gatehouse.web.listen.ListenerPlan;
import io.gatehouse.web.listen.Listeners;
import io.gatehouse.web.listen.Opening;
import io.gatehouse.web.listen.TlsPlan;
import io.gatehouse.web.wire.RefusalLog.Refusal;
import io.gatehouse.web.wire.WireLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server with a plain and a TLS listener, whose handler records what reached it. */
public final class Server implements AutoCloseable {
  /** What reached the handler: method, target and content. */
  public final List<String> seen = new CopyOnWriteArrayList<>();

  public final List<Refusal> refusals = new CopyOnWriteArrayList<>();
  private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService cpu = Executors.newFixedThreadPool(2);
  private final Listeners listeners;
  private final InetSocketAddress plain;
  private final InetSocketAddress tls;

  private Server(Optional<ExchangeHandler> handler, WireLimits limits, ListenSettings settings) {
    listeners =
        new Listeners(
            settings,
            new Surroundings(
                new Threads(virtual, cpu), new RequestIds(new SecureRandom()), System::nanoTime),
            refusals::add);
    ExchangeHandler any = handler.orElse(this::record);
    plain = open(ListenerPlan.plain("plain", anyPort(), any).limited(limits));
    tls =
        open(
            ListenerPlan.tls(
                    "tls", anyPort(), TlsPlan.modern(Keys.localhost()).offeringHttp2(true), any)
                .limited(limits));
  }

  /** Answers everything with 200 and the content it read. */
  public static Server recording() {
    return recording(WireLimits.usual());
  }

  public static Server recording(WireLimits limits) {
    return new Server(Optional.empty(), limits, ListenSettings.forCores(2));
  }

  public static Server with(ExchangeHandler handler) {
    return new Server(Optional.of(handler), WireLimits.usual(), ListenSettings.forCores(2));
  }

  public static Server with(ExchangeHandler handler, ListenSettings settings) {
    return new Server(Optional.of(handler), WireLimits.usual(), settings);
  }

  private void record(Exchange exchange) {
    exchange.readBody(
        1 << 20,
        reading -> {
          if (reading instanceof BodyReading.Complete complete) {
            String content =
                new String(complete.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
            seen.add(
                exchange.request().method() + " " + exchange.request().target() + " " + content);
            exchange.reply(Reply.of(200, "text/plain", "content=" + content));
          } else {
            exchange.reply(Reply.empty(400));
          }
        });
  }

  private InetSocketAddress open(ListenerPlan plan) {
    return switch (listeners.open(plan)) {
      case Opening.Opened opened -> opened.address();
      case Opening.Refused refused -> throw new IllegalStateException(refused.sentence());
    };
  }

  public static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public InetSocketAddress address(Door door) {
    return door == Door.TLS ? tls : plain;
  }

  public Listeners listeners() {
    return listeners;
  }

  public Wire connect(Door door) {
    return Wire.connect(door, address(door));
  }

  @Override
  public void close() {
    listeners.stop(Duration.ofMillis(200));
    virtual.close();
    cpu.shutdown();
  }

  /** The two ways in. */
  public enum Door {
    PLAIN,
    TLS
  }
}
