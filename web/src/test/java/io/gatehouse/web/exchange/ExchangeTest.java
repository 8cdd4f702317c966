package io.gatehouse.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.web.Server;
import io.gatehouse.web.Server.Door;
import io.gatehouse.web.Wire;
import io.gatehouse.web.endpoint.Reply;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExchangeTest {
  private static final String GET = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";

  private static String post(String content) {
    return "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: "
        + content.length()
        + "\r\n\r\n"
        + content;
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void keepAliveAndPipeliningAnswerInOrder(Door door) {
    try (Server server = Server.recording();
        Wire wire = server.connect(door)) {
      wire.send(GET + post("one") + post("two") + GET);
      assertThat(wire.answer().content()).isEqualTo("content=");
      assertThat(wire.answer().content()).isEqualTo("content=one");
      assertThat(wire.answer().content()).isEqualTo("content=two");
      assertThat(wire.answer().content()).isEqualTo("content=");
      assertThat(wire.send(post("later"), 3).answer().content()).isEqualTo("content=later");
    }
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void everyAnswerCarriesItsIdItsTraceAndTheSecurityFields(Door door) {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    try (Server server = Server.recording();
        Wire wire = server.connect(door)) {
      String traced =
          "GET /a HTTP/1.1\r\nHost: h\r\ntraceparent: 00-" + trace + "-b7ad6b7169203331-01\r\n\r\n";
      Wire.Answer answer = wire.send(traced).answer();
      assertThat(answer.field("X-Request-Id")).matches("[0-9a-f]{32}");
      assertThat(answer.field("traceparent")).matches("00-" + trace + "-[0-9a-f]{16}-01");
      assertThat(answer.field("traceparent")).doesNotContain("b7ad6b7169203331");
      assertThat(answer.field("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.field("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.field("Referrer-Policy")).isEqualTo("no-referrer");
      Wire.Answer fresh = wire.send(GET).answer();
      assertThat(fresh.field("traceparent"))
          .startsWith("00-" + fresh.field("X-Request-Id") + "-")
          .endsWith("-00");
    }
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void contentIsAskedForOnlyWhenItIsWanted(Door door) {
    try (Server server = Server.recording();
        Wire wire = server.connect(door)) {
      String head =
          "POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
      assertThat(wire.send(head).answer().head()).startsWith("HTTP/1.1 100 ");
      assertThat(wire.send("hi").answer().content()).isEqualTo("content=hi");
      assertThat(wire.send(GET).answer().status()).isEqualTo(200);
    }
    try (Server server = Server.with(exchange -> exchange.reply(Reply.empty(401)));
        Wire wire = server.connect(door)) {
      String head =
          "POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
      Wire.Answer answer = wire.send(head).answer();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.field("Connection")).isEqualTo("close");
      assertThat(wire.finish().isClosed()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void a36_unreadContentThatIsAWholeRequestIsThrownAwayAndTheConnectionGoesOn(Door door) {
    try (Server server = Server.with(exchange -> exchange.reply(Reply.empty(401)));
        Wire wire = server.connect(door)) {
      assertThat(wire.send(post("GET /smuggled HTTP/1.1\r\n\r\n") + GET).answer().status())
          .isEqualTo(401);
      assertThat(wire.answer().status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void unreadContentThatIsStillToComeEndsTheConnectionAfterTheAnswer(Door door) {
    for (String head :
        List.of(
            "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 500000\r\n\r\n",
            "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n7a120\r\n")) {
      var handled = new AtomicInteger();
      try (Server server =
              Server.with(exchange -> {
                handled.incrementAndGet();
                exchange.reply(Reply.of(413, "text/plain", "no"));
              });
          Wire wire = server.connect(door)) {
        Wire.Answer answer = wire.send(head).send("x".repeat(1000)).answer();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.field("Connection")).isEqualTo("close");
        assertThat(wire.send("x".repeat(100_000) + GET).finish().isClosed()).isTrue();
        assertThat(handled).hasValue(1);
      }
    }
  }

  @Test
  void anExceptionIsA500WithoutDetailsAndAnOutageA503() {
    try (Server server =
            Server.with(exchange -> {
              switch (exchange.request().path()) {
                case "/bug" -> throw new IllegalStateException("s3cret");
                case "/deep" -> exchange.onVirtualThread(() -> recurse(0));
                default ->
                    exchange.onCpu(() -> {
                      throw new DependencyUnavailable(Dependency.DIRECTORY, "s3cret");
                    });
              }
            });
        Wire wire = server.connect(Door.PLAIN)) {
      Wire.Answer bug = wire.send(GET.replace("/a", "/bug")).answer();
      assertThat(bug.status()).isEqualTo(500);
      assertThat(bug.content()).contains("internal_error").doesNotContain("s3cret");
      assertThat(wire.send(GET.replace("/a", "/deep")).answer().status()).isEqualTo(500);
      Wire.Answer outage = wire.send(GET).answer();
      assertThat(outage.status()).isEqualTo(503);
      assertThat(outage.field("Retry-After")).isEqualTo("5");
      assertThat(outage.content()).doesNotContain("s3cret");
    }
  }

  private static int recurse(int depth) {
    return depth < 0 ? depth : recurse(depth + 1) + 1;
  }

  @Test
  void completionIsToldOnceHoweverTheExchangeEnds() throws InterruptedException {
    var completions = new CopyOnWriteArrayList<Completion>();
    var gone = new CountDownLatch(2);
    try (Server server =
        Server.with(exchange -> {
          exchange.onCompletion(completion -> {
            completions.add(completion);
            gone.countDown();
          });
          exchange.readBody(
              100,
              reading -> {
                exchange.reply(Reply.of(200, "text/plain", "ok"));
                exchange.reply(Reply.empty(500));
              });
        })) {
      try (Wire wire = server.connect(Door.PLAIN)) {
        assertThat(wire.send(GET).answer().content()).isEqualTo("ok");
      }
      try (Wire wire = server.connect(Door.PLAIN)) {
        wire.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nshort");
      }
      assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(completions).hasSize(2);
    assertThat(completions.getFirst().status()).isEqualTo(200);
    assertThat(completions.getFirst().bytes()).isEqualTo(2);
    assertThat(completions.getFirst().duration()).isPositive();
  }

  @Test
  void contentBeyondTheLimitIsToldAsSuchDeclaredOrCounted() {
    for (String request :
        List.of(
            post("x".repeat(200)),
            "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nc8\r\n"
                + "x".repeat(200)
                + "\r\n0\r\n\r\n")) {
      try (Server server =
              Server.with(exchange ->
                  exchange.readBody(
                      100,
                      reading ->
                          exchange.reply(
                              Reply.empty(reading instanceof BodyReading.TooLarge ? 413 : 200))));
          Wire wire = server.connect(Door.PLAIN)) {
        assertThat(wire.send(request).answer().status()).isEqualTo(413);
      }
    }
  }

  @Test
  void theHeadIsGivenAsReceived() {
    var heads = new CopyOnWriteArrayList<String>();
    try (Server server =
            Server.with(exchange -> {
              var head = exchange.request();
              heads.add(
                  String.join(
                      " ",
                      head.method(),
                      head.scheme(),
                      head.authority(),
                      head.target(),
                      head.path(),
                      head.query().orElse("-"),
                      head.values("x-a").toString(),
                      String.valueOf(head.declaresBody())));
              exchange.reply(Reply.empty(204));
            });
        Wire wire = server.connect(Door.PLAIN)) {
      wire.send("GET /a%20b?c=%20&d HTTP/1.1\r\nHost: H.:80\r\nX-A: 1\r\nx-a: 2\r\n\r\n").answer();
      wire.send("HEAD http://h/;p HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n").answer(true);
      wire.send("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n").answer();
      wire.send("GET /a? HTTP/1.1\r\nHost: h\r\n\r\n").answer();
    }
    assertThat(heads)
        .containsExactly(
            "GET http h /a%20b?c=%20&d /a%20b c=%20&d [1, 2] false",
            "HEAD http h /;p /;p - [] false",
            "OPTIONS http h * * - [] false",
            "GET http h /a? /a  [] false");
  }
}
