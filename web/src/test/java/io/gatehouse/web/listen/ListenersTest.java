package io.gatehouse.web.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.web.Server;
import io.gatehouse.web.Server.Door;
import io.gatehouse.web.Wire;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.exchange.Exchange;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListenersTest {
  private static final String GET = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";

  @Test
  void aBusyPortIsAnAnswerThatSaysWhatToDo() {
    try (Server server = Server.recording()) {
      Opening opening =
          server
              .listeners()
              .open(ListenerPlan.plain("second", server.address(Door.PLAIN), exchange -> {}));
      assertThat(opening)
          .isInstanceOfSatisfying(
              Opening.Refused.class,
              refused ->
                  assertThat(refused.sentence())
                      .contains("second", String.valueOf(server.address(Door.PLAIN).getPort()))
                      .contains("is taken"));
    }
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void aStopLetsRequestsInFlightFinishAndSaysThatTheyAreTheLast(Door door) throws Exception {
    BlockingQueue<Exchange> waiting = new ArrayBlockingQueue<>(1);
    try (Server server = Server.with(waiting::add);
        Wire wire = server.connect(door)) {
      wire.send(GET);
      Exchange exchange = waiting.take();
      var stopped =
          CompletableFuture.supplyAsync(() -> server.listeners().stop(Duration.ofSeconds(10)));
      while (server.listeners().inFlight() == 1 && !isRefused(server, door)) {
        Thread.onSpinWait();
      }
      exchange.reply(Reply.of(200, "text/plain", "done"));
      Wire.Answer answer = wire.answer();
      assertThat(answer.content()).isEqualTo("done");
      assertThat(answer.field("Connection")).isEqualTo("close");
      assertThat(stopped.get(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static boolean isRefused(Server server, Door door) {
    try {
      server.connect(door).close();
      return false;
    } catch (java.io.UncheckedIOException refused) {
      return true;
    }
  }

  @Test
  void aStopDoesNotWaitLongerThanItIsTold() {
    try (Server server = Server.with(exchange -> {});
        Wire wire = server.connect(Door.PLAIN)) {
      wire.send(GET);
      while (server.listeners().inFlight() == 0) {
        Thread.onSpinWait();
      }
      assertThat(server.listeners().stop(Duration.ofMillis(50))).isFalse();
      assertThat(wire.isClosed()).isTrue();
    }
  }

  @Test
  void connectionsBeyondTheCapAreClosedAndPlacesComeBack() {
    try (Server server =
        Server.with(exchange -> exchange.reply(Reply.empty(204)), new ListenSettings(1, 2, 2))) {
      try (Wire first = server.connect(Door.PLAIN);
          Wire second = server.connect(Door.PLAIN)) {
        assertThat(first.send(GET).answer().status()).isEqualTo(204);
        assertThat(second.send(GET).answer().status()).isEqualTo(204);
        try (Wire third = server.connect(Door.PLAIN)) {
          assertThat(third.send(GET).isClosed()).isTrue();
        }
        assertThat(server.listeners().connections()).isEqualTo(2);
      }
      while (server.listeners().connections() > 0) {
        Thread.onSpinWait();
      }
      try (Wire next = server.connect(Door.TLS)) {
        assertThat(next.send(GET).answer().status()).isEqualTo(204);
      }
    }
  }

  @Test
  void a47_anUpgradeToHttp2IsNotOffered() {
    try (Server server = Server.recording();
        Wire wire = server.connect(Door.PLAIN)) {
      String upgrade =
          String.join(
              "\r\n",
              "GET /a HTTP/1.1",
              "Host: h",
              "Connection: Upgrade, HTTP2-Settings",
              "Upgrade: h2c",
              "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
              "\r\n");
      assertThat(wire.send(upgrade).answer().status()).isEqualTo(200);
    }
  }
}
