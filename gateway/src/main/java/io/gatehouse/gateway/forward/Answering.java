package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.call.Passage;
import io.gatehouse.identity.HttpField;
import io.gatehouse.web.path.Authority;
import io.undertow.client.ClientExchange;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.time.Duration;

/** A service's answer on its way to the caller. */
final class Answering {
  /** A download may take as long as it moves. */
  private static final Duration STANDSTILL = Duration.ofSeconds(30);

  private final Passage passage;
  private final UpstreamConnections connections;
  private final Hold hold;
  private final Watch watch;

  Answering(Passage passage, UpstreamConnections connections, Hold hold, Watch watch) {
    this.passage = passage;
    this.connections = connections;
    this.hold = hold;
    this.watch = watch;
  }

  void begin(ClientExchange upstream, RequestContent content) {
    if (!passage.exchange().claimAnswer()) {
      hold.drop();
      return;
    }
    watch.start(STANDSTILL);
    var exchange = passage.exchange().unwrap();
    if (content.isComplete()) {
      passage.exchange().prepareAnswer();
    } else {
      // What is still to come was meant for a service that no longer listens.
      exchange.setPersistent(false);
    }
    head(upstream, exchange);
    new Pump(
            upstream.getResponseChannel(),
            exchange.getResponseChannel(),
            connections.buffers(),
            new Streaming(exchange, content))
        .start();
  }

  private void head(ClientExchange upstream, HttpServerExchange exchange) {
    exchange.setStatusCode(upstream.getResponse().getResponseCode());
    ResponseFields.copy(upstream.getResponse().getResponseHeaders(), exchange.getResponseHeaders());
    for (HttpField field : passage.call().answerFields()) {
      exchange.getResponseHeaders().put(new HttpString(field.name()), field.value());
    }
    absent(exchange, "X-Content-Type-Options", "nosniff");
    var authority = passage.call().authority();
    if (authority.secure() && Authority.isPublicName(authority.host())) {
      absent(exchange, "Strict-Transport-Security", "max-age=31536000");
    }
  }

  private static void absent(HttpServerExchange exchange, String name, String value) {
    var field = new HttpString(name);
    if (!exchange.getResponseHeaders().contains(field)) {
      exchange.getResponseHeaders().put(field, value);
    }
  }

  private final class Streaming implements Pump.Watcher {
    private final HttpServerExchange exchange;
    private final RequestContent content;

    Streaming(HttpServerExchange exchange, RequestContent content) {
      this.exchange = exchange;
      this.content = content;
    }

    @Override
    public void moved() {
      watch.moved();
    }

    @Override
    public void drained() {
      if (content.isComplete()) {
        hold.keep();
      } else {
        content.abandon();
        hold.drop();
        exchange.setPersistent(false);
      }
    }

    @Override
    public void finished() {
      watch.stop();
      exchange.endExchange();
    }

    // RFC 9112 §8: an answer that was cut off must not look complete.
    @Override
    public void broke(boolean reading, IOException cause) {
      watch.stop();
      hold.drop();
      passage.call().trail().note(reading ? "the service broke off" : "the caller left");
      passage.exchange().abort();
    }
  }
}
