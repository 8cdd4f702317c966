package io.gatehouse.gateway;

import static io.gatehouse.gateway.TestGateway.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /single} admits one call at a time: the next one shows whether the last was closed. */
class ForwardingFailureTest {
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = new TestGateway();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
  }

  private void thePlaceIsFreeAgain() throws Exception {
    gateway.upstream.answering((seen, socket) -> RecordingUpstream.ok("hello"));
    int status = 429;
    for (int tries = 0; status == 429 && tries < 200; tries++) {
      status = gateway.get("/single", "X-API-Key: good").status();
    }
    assertThat(status).isEqualTo(200);
    // A place given back twice would let two in.
    var held = new CountDownLatch(1);
    gateway.upstream.answering((seen, socket) -> {
      await(held);
      return RecordingUpstream.ok("late");
    });
    try (var first = gateway.client()) {
      while (gateway.upstream.waiting() > 0) {
        gateway.upstream.next();
      }
      // An answer may be read before its exchange is over: until then the place is taken.
      do {
        first.send(request("GET", "/single", "X-API-Key: good"));
      } while (!gateway.upstream.gets("GET /single") && first.read().status() == 429);
      var second = gateway.get("/single", "X-API-Key: good");
      assertThat(second.status()).isEqualTo(429);
      assertThat(second.value("RateLimit")).isEqualTo("\"one-concurrent\";r=0");
      held.countDown();
      assertThat(first.read().status()).isEqualTo(200);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(5, TimeUnit.SECONDS)) {
        throw new IllegalStateException("forgotten");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aServiceThatHangsIs504AndItsConnectionIsNotUsedAgain() throws Exception {
    var held = new CountDownLatch(1);
    gateway.upstream.answering((seen, socket) -> {
      await(held);
      return RecordingUpstream.ok("too late");
    });
    var answer = gateway.get("/single", "X-API-Key: good");
    assertThat(answer.status()).isEqualTo(504);
    held.countDown();
    thePlaceIsFreeAgain();
  }

  @Test
  void aServiceThatCannotBeReachedIs503() throws Exception {
    gateway.upstream.close();
    var answer = gateway.get("/single", "X-API-Key: good");
    assertThat(answer.status()).as(gateway.lineOf(answer)).isEqualTo(503);
    assertThat(answer.value("Retry-After")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
        "nonsense\r\n\r\n",
        ""
      })
  void a37_anAnswerWithTwoReadingsIs502AndNeverPooled(String raw) throws Exception {
    gateway.upstream.answering((seen, socket) -> RecordingUpstream.raw(raw));
    assertThat(gateway.get("/single", "X-API-Key: good").status()).isEqualTo(502);
    int before = gateway.upstream.connections();
    thePlaceIsFreeAgain();
    assertThat(gateway.upstream.connections()).isGreaterThan(before);
  }

  @Test
  void a37_aSecondAnswerIsNobodysAnswer() throws Exception {
    gateway.upstream.answering((seen, socket) ->
        RecordingUpstream.raw(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
                + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"));
    try (var client = gateway.client()) {
      for (int i = 0; i < 5; i++) {
        client.send(request("GET", "/orders/1", "X-API-Key: good"));
        assertThat(client.read().body()).isNotEqualTo("forged");
      }
    }
  }

  @Test
  void anAnswerThatIsCutOffDoesNotLookComplete() throws Exception {
    gateway.upstream.answering((seen, socket) -> {
      socket
          .getOutputStream()
          .write(RecordingUpstream.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
      return new byte[0];
    });
    assertThatThrownBy(() -> gateway.get("/single", "X-API-Key: good"))
        .isInstanceOf(IOException.class);
    thePlaceIsFreeAgain();
  }

  @Test
  void contentThatTheCallerBreaksOffIsBrokenOffAtTheService() throws Exception {
    var client = gateway.client();
    client.send(
        request("POST", "/single", "X-API-Key: good", "Content-Length: 1000") + "only a part");
    client.close();
    assertThat(gateway.upstream.sawBrokenOff()).isTrue();
    thePlaceIsFreeAgain();
  }

  @Test
  void aFaultyChunkNeverEndsTheServicesRequestWell() throws Exception {
    try (var client = gateway.client()) {
      client.send(
          request("POST", "/single", "X-API-Key: good", "Transfer-Encoding: chunked")
              + "4\r\nbody\r\n");
      while (gateway.upstream.bytes() == 0) {
        Thread.onSpinWait();
      }
      client.send("zz\r\n");
      assertThat(gateway.upstream.sawBrokenOff()).isTrue();
    }
    thePlaceIsFreeAgain();
  }

  @Test
  void aRequestThatChangesSomethingIsNeverSentTwice() throws Exception {
    var posts = new AtomicInteger();
    assertThat(gateway.get("/single", "X-API-Key: good").status()).isEqualTo(200);
    gateway.upstream.answering((seen, socket) -> {
      posts.addAndGet(seen.startsWith("POST") ? 1 : 0);
      return new byte[0];
    });
    var answer =
        gateway.call(request("POST", "/single", "X-API-Key: good", "Content-Length: 2") + "hi");
    assertThat(answer.status()).isEqualTo(502);
    assertThat(posts).hasValue(1);
  }

  @Test
  void anIdleConnectionThatDiedCostsAReaderNothing() throws Exception {
    try (var client = gateway.client()) {
      client.send(request("GET", "/single", "X-API-Key: good"));
      assertThat(client.read().status()).isEqualTo(200);
      var gets = new AtomicInteger();
      gateway.upstream.answering((seen, socket) ->
          gets.incrementAndGet() == 1 ? new byte[0] : RecordingUpstream.ok("again"));
      client.send(request("GET", "/single", "X-API-Key: good"));
      assertThat(client.read().body()).isEqualTo("again");
    }
  }

  @Test
  void a36_aGetWithContentLeavesNoBytesBehind() throws Exception {
    var smuggled = "GET /admin HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (var client = gateway.client()) {
      for (int i = 0; i < 3; i++) {
        client.send(
            request("GET", "/orders/1", "X-API-Key: good", "Content-Length: " + smuggled.length())
                + smuggled);
        assertThat(client.read().status()).isEqualTo(200);
        assertThat(gateway.upstream.next()).startsWith("GET /orders/1").endsWith(smuggled);
      }
    }
    assertThat(gateway.upstream.waiting()).isZero();
  }

  @Test
  void headAndEmptyAnswersPassAndTheConnectionStays() throws Exception {
    gateway.upstream.answering((seen, socket) ->
        seen.startsWith("HEAD")
            ? RecordingUpstream.raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
            : RecordingUpstream.raw("HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n"));
    try (var client = gateway.client()) {
      client.send(request("HEAD", "/orders/1", "X-API-Key: good"));
      var head = client.read(false);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.value("Content-Length")).isEqualTo("5");
      client.send(request("GET", "/orders/1", "X-API-Key: good"));
      assertThat(client.read().status()).isEqualTo(304);
    }
    assertThat(gateway.upstream.connections()).isEqualTo(1);
  }

  @Test
  void aCallerThatWaitsFor100GetsItOnlyWhenAdmitted() throws Exception {
    try (var client = gateway.client()) {
      client.send(
          request(
              "POST", "/single", "X-API-Key: good", "Expect: 100-continue", "Content-Length: 4"));
      assertThat(client.read().status()).isEqualTo(100);
      client.send("body");
      assertThat(client.read().status()).isEqualTo(200);
    }
    assertThat(gateway.upstream.next()).endsWith("body").doesNotContain("Expect");
    try (var client = gateway.client()) {
      client.send(
          request(
              "POST", "/single", "X-API-Key: bad", "Expect: 100-continue", "Content-Length: 4"));
      assertThat(client.read().status()).isEqualTo(401);
    }
  }
}
