package io.gatehouse.gateway;

import static io.gatehouse.gateway.TestGateway.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers see of services that break, and what services see of it. */
class ServiceFaultsTest {
  private static final byte[] HANG_UP = new byte[0];

  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = new TestGateway();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
  }

  private RawClient.Answer get() throws IOException {
    return gateway.get("/orders/1", "X-API-Key: good");
  }

  /** Lines of an answer, a bar for each end. */
  private static byte[] lines(String... lines) {
    return RecordingUpstream.raw(String.join("|", lines).replace("|", "\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n0\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nhalf"
      })
  void r07_anAnswerThatIsResetInTheMiddleNeverLooksComplete(String half) throws Exception {
    gateway.upstream.answering((seen, socket) -> {
      socket.getOutputStream().write(RecordingUpstream.raw(half));
      socket.setSoLinger(true, 0);
      return HANG_UP;
    });

    assertThat(outcome()).isIn("502", "cut off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n0\r\n"
      })
  void r07_anAnswerThatEndsTooSoonNeverLooksComplete(String half) throws Exception {
    gateway.upstream.answering((seen, socket) -> {
      socket.getOutputStream().write(RecordingUpstream.raw(half));
      return HANG_UP;
    });

    assertThat(outcome()).isIn("502", "cut off");
  }

  private String outcome() {
    try {
      return Integer.toString(get().status());
    } catch (IOException cut) {
      return "cut off";
    }
  }

  @Test
  void r08_aReaderIsNotSentAgainOnceAByteOfTheAnswerCame() throws Exception {
    assertThat(get().status()).isEqualTo(200);
    var requests = new AtomicInteger();
    gateway.upstream.answering((seen, socket) -> {
      requests.incrementAndGet();
      socket.getOutputStream().write(RecordingUpstream.raw("HTTP/1.1 2"));
      return HANG_UP;
    });

    assertThat(get().status()).isEqualTo(502);
    assertThat(requests).hasValue(1);
  }

  @Test
  void r08_aConnectionThatTheServiceClosedIsNotUsedForAWriter() throws Exception {
    for (int i = 0; i < 20; i++) {
      gateway.upstream.answering((seen, socket) -> {
        socket.getOutputStream().write(RecordingUpstream.ok("bye"));
        return HANG_UP;
      });
      assertThat(get().status()).isEqualTo(200);
      assertThat(gateway.upstream.hasHungUp()).isTrue();
      gateway.upstream.answering((seen, socket) -> RecordingUpstream.ok("hello"));
      var posted =
          gateway.call(request("POST", "/public/x", "Content-Length: 2", "X-N: " + i) + "hi");

      assertThat(posted.status()).isEqualTo(200);
    }
  }

  @Test
  void r30_aServiceThatAlwaysHangsUpIsNotAskedTwiceAsMuch() throws Exception {
    var requests = new AtomicInteger();
    gateway.upstream.answering((seen, socket) -> {
      // Every second request comes over a connection that was kept, and finds it closed.
      return requests.incrementAndGet() % 2 == 1 ? RecordingUpstream.ok("hello") : HANG_UP;
    });
    int calls = 60;
    try (var client = gateway.client()) {
      for (int i = 0; i < calls; i++) {
        client.send(request("GET", "/orders/1", "X-API-Key: good"));
        client.read();
      }
    }

    // A fifth of the calls, and three a second for services that are seldom asked.
    assertThat(requests.get()).isLessThanOrEqualTo(calls + calls / 5 + 3 * 10);
  }

  @Test
  void r30_aServiceLearnsHowLongItsAnswerIsWaitedFor() throws Exception {
    gateway.get("/orders/1", "X-API-Key: good", "Gatehouse-Timeout: 99999");

    assertThat(gateway.upstream.next()).containsOnlyOnce("Gatehouse-Timeout: 700\r\n");
  }

  @Test
  void contentUntilTheEndOfTheConnectionIsFramedAnew() throws Exception {
    gateway.upstream.answering((seen, socket) -> {
      socket
          .getOutputStream()
          .write(RecordingUpstream.raw("HTTP/1.0 200 OK\r\nServer: old\r\n\r\nuntil the end"));
      return HANG_UP;
    });
    var answer = get();

    assertThat(answer.body()).isEqualTo("until the end");
    assertThat(answer.value("Server")).isEqualTo("old");
    assertThat(get().status()).isEqualTo(200);
    assertThat(gateway.upstream.connections()).isEqualTo(2);
  }

  @Test
  void trailersAndInterimAnswersStayBehind() throws Exception {
    gateway.upstream.answering((seen, socket) ->
        lines(
            "HTTP/1.1 100 Continue||HTTP/1.1 103 Early Hints|Link: </x>|",
            "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Trailer: X-User-Id|",
            "5;a=b|hello|0|X-User-Id: admin||"));
    try (var client = gateway.client()) {
      for (int i = 0; i < 3; i++) {
        client.send(request("GET", "/orders/1", "X-API-Key: good"));
        var answer = client.read();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(answer.head()).doesNotContain("X-User-Id", "Link", "railer");
      }
    }
    assertThat(gateway.upstream.connections()).isEqualTo(1);
  }

  @Test
  void fieldsOfTheHopAndOfTheGatewayDoNotPass() throws Exception {
    gateway.upstream.answering((seen, socket) ->
        lines(
            "HTTP/1.1 200 OK|Content-Length: 2|Connection: X-Hop|X-Hop: 1",
            "Keep-Alive: timeout=5|X_Request_Id: forged|RateLimit: forged",
            "Set-Cookie: __Host-gh-session=x|Set-Cookie: a=b|X-Kept: 1||ok"));
    var answer = get();

    assertThat(answer.values("Set-Cookie")).containsExactly("a=b");
    assertThat(answer.value("X-Kept")).isEqualTo("1");
    assertThat(answer.values("Content-Length")).containsExactly("2");
    assertThat(answer.head()).doesNotContain("X-Hop", "Keep-Alive", "forged");
    assertThat(answer.values("Date")).hasSize(1);
    assertThat(answer.value("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void aServiceThatClosesAfterItsAnswerIsNotAskedOnThatConnection() throws Exception {
    gateway.upstream.answering((seen, socket) ->
        RecordingUpstream.raw(
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"));
    assertThat(get().body()).isEqualTo("ok");
    assertThat(get().body()).isEqualTo("ok");

    assertThat(gateway.upstream.connections()).isEqualTo(2);
  }

  @Test
  void anAnswerWithNothingInItIsStillCutOffWhenItsServiceIs() throws Exception {
    gateway.upstream.answering((seen, socket) -> {
      socket
          .getOutputStream()
          .write(RecordingUpstream.raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"));
      return HANG_UP;
    });

    assertThatThrownBy(this::get).isInstanceOf(IOException.class);
  }
}
