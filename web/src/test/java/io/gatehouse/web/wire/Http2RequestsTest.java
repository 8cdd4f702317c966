package io.gatehouse.web.wire;

import static io.gatehouse.testkit.RawHttp2.CONTINUATION;
import static io.gatehouse.testkit.RawHttp2.DATA;
import static io.gatehouse.testkit.RawHttp2.END_HEADERS;
import static io.gatehouse.testkit.RawHttp2.END_STREAM;
import static io.gatehouse.testkit.RawHttp2.GOAWAY;
import static io.gatehouse.testkit.RawHttp2.HEADERS;
import static io.gatehouse.testkit.RawHttp2.RST_STREAM;
import static io.gatehouse.testkit.RawHttp2.head;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.RawHttp2;
import io.gatehouse.web.Keys;
import io.gatehouse.web.Server;
import io.gatehouse.web.Server.Door;
import io.undertow.protocols.http2.HpackDecoder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests over HTTP/2: judged as those over HTTP/1.1 are, and what only HTTP/2 can get wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2RequestsTest {
  private static final int PROTOCOL = 1;
  private static final String LONG = "y".repeat(15_000);

  private final Server server = Server.recording();

  @AfterAll
  void stop() {
    server.close();
  }

  private RawHttp2 begin() throws IOException {
    return RawHttp2.connect(Keys.localhost(), server.address(Door.TLS)).begin();
  }

  private void malformed(String... fields) {
    malformed(client -> client.request(1, true, fields));
  }

  private void malformed(Consumer<RawHttp2> attack) {
    server.seen.clear();
    try (var client = begin()) {
      attack.accept(client);
      assertThat(client.next(GOAWAY))
          .hasValueSatisfying(frame -> assertThat(frame.code()).isEqualTo(PROTOCOL));
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
    assertThat(server.seen).isEmpty();
  }

  private int status(String... fields) {
    try (var client = begin()) {
      return status(client.request(1, true, fields).stream(1));
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  private static int status(List<RawHttp2.Frame> frames) {
    var found = new ArrayList<String>();
    var decoder = new HpackDecoder();
    decoder.setHeaderEmitter((name, value, never) -> {
      if (name.toString().equals(":status")) {
        found.add(value);
      }
    });
    try {
      decoder.decode(ByteBuffer.wrap(frames.getFirst().payload()), false);
    } catch (io.undertow.protocols.http2.HpackException broken) {
      throw new AssertionError(broken);
    }
    return Integer.parseInt(found.getFirst());
  }

  @Test
  void aRequestIsAnsweredWithItsTargetAsItCame() {
    server.seen.clear();
    assertThat(status(head("GET", "/a%20b?c=d"))).isEqualTo(200);
    assertThat(status(head("GET", "/e?"))).isEqualTo(200);
    assertThat(server.seen).containsExactly("GET /a%20b?c=d ", "GET /e? ");
  }

  @Test
  void theSameFaultsHaveTheSameAnswersAsOverHttp1() {
    assertThat(status(head("get", "/a"))).isEqualTo(501);
    assertThat(status(head("FOO", "/a"))).isEqualTo(501);
    assertThat(status(head("TRACE", "/a"))).isEqualTo(405);
    assertThat(status(":method", "CONNECT", ":authority", "localhost:22")).isEqualTo(405);
    assertThat(status(head("GET", "/a#b"))).isEqualTo(400);
    assertThat(status(head("GET", "a"))).isEqualTo(400);
    assertThat(status(head("GET", "http://localhost/a"))).isEqualTo(200);
    assertThat(status(head("GET", "http://evil/a"))).isEqualTo(400);
    assertThat(status(head("GET", "/%zz"))).isEqualTo(400);
    assertThat(status(head("GET", "/\u00ff"))).isEqualTo(400);
    assertThat(status(head("GET", "/" + "a".repeat(9000)))).isEqualTo(414);
    assertThat(status(head("POST", "/a", "expect", "200-ok"))).isEqualTo(417);
    assertThat(status(head("GET", "/a", "host", "localhost"))).isEqualTo(200);
    assertThat(status(head("GET", "/a", "host", "evil"))).isEqualTo(400);
    var many = new String[202];
    java.util.Arrays.fill(many, "x");
    assertThat(status(head("GET", "/a", many))).isEqualTo(431);
    assertThat(status(":method", "GET", ":scheme", "https", ":authority", "a@b", ":path", "/a"))
        .isEqualTo(400);
  }

  @Test
  void fieldsOverSeveralFramesAreJudgedTogether() throws IOException {
    server.seen.clear();
    byte[] block = RawHttp2.block(head("GET", "/long", "x", LONG, "z", LONG));
    try (var client = begin()) {
      client.frame(HEADERS, END_STREAM, 1, java.util.Arrays.copyOf(block, 10_000));
      byte[] rest = java.util.Arrays.copyOfRange(block, 10_000, block.length);
      client.frame(CONTINUATION, 0, 1, java.util.Arrays.copyOf(rest, 16_000));
      client.frame(
          CONTINUATION, END_HEADERS, 1, java.util.Arrays.copyOfRange(rest, 16_000, rest.length));
      assertThat(status(client.stream(1))).isEqualTo(200);
    }
    assertThat(server.seen).containsExactly("GET /long ");
    assertThat(status(head("GET", "/large", "x", LONG))).isEqualTo(200);
  }

  @Test
  void pseudoFieldsThatAreNotExactlyThoseOfARequestEndTheConnection() {
    malformed(":method", "GET", ":scheme", "https", ":authority", "localhost");
    malformed(":method", "GET", ":scheme", "https", ":path", "/a");
    malformed(":method", "GET", ":authority", "localhost", ":path", "/a");
    malformed(":scheme", "https", ":authority", "localhost", ":path", "/a");
    malformed(":method", "GET", ":scheme", "http", ":authority", "localhost", ":path", "/a");
    malformed(head("GET", "/a", ":path", "/b"));
    malformed(head("GET", "/a", ":method", "POST"));
    malformed(head("GET", "/a", ":status", "200"));
    malformed(head("GET", "/a", ":protocol", "websocket"));
    malformed(head("GET", "/a", "x", "y", ":path", "/b"));
    malformed(head("GET", ""));
    malformed(head("GET", "/a b"));
    malformed(head("GET", "/a\r\nx: y"));
    malformed(head("GET /b HTTP/1.1", "/a"));
    malformed(":method", "GET", ":scheme", "https", ":authority", "a\r\nx:y", ":path", "/a");
  }

  @Test
  void fieldsThatHttp2DoesNotKnowEndTheConnection() {
    for (String name :
        List.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade")) {
      malformed(head("GET", "/a", name, "chunked"));
    }
    malformed(head("GET", "/a", "te", "gzip"));
    assertThat(status(head("GET", "/a", "te", "trailers"))).isEqualTo(200);
    malformed(head("GET", "/a", "X-Upper", "y"));
    malformed(head("GET", "/a", "x y", "y"));
    malformed(head("GET", "/a", "x:", "y"));
    malformed(head("GET", "/a", "x", "y\r\nz: a"));
    malformed(head("GET", "/a", "x", "y\0"));
    malformed(head("GET", "/a", "x", " y"));
    malformed(head("GET", "/a", "x", "y\t"));
    malformed(head("GET", "/a", "content-length", "1", "content-length", "1"));
    malformed(head("GET", "/a", "content-length", "+1"));
    malformed(head("GET", "/a", "content-length", "18446744073709551617"));
  }

  @Test
  void contentThatIsNotAsLongAsWasSaidEndsTheConnection() {
    malformed(head("POST", "/a", "content-length", "5"));
    malformed(client ->
        client
            .request(1, false, head("POST", "/a", "content-length", "5"))
            .frame(DATA, END_STREAM, 1, "four"));
    malformed(client ->
        client
            .request(1, false, head("POST", "/a", "content-length", "5"))
            .frame(DATA, 0, 1, "sixsix"));
    malformed(client ->
        client
            .request(1, false, head("POST", "/a", "content-length", "5"))
            .frame(DATA, 0, 1, "four")
            .request(1, true, "x", "y"));
  }

  @Test
  void trailersThatAreNotTheEndOrNameWhatFramesEndTheConnection() {
    malformed(c -> c.request(1, false, head("POST", "/a")).request(1, false, "x", "y"));
    malformed(c -> c.request(1, false, head("POST", "/a")).request(1, true, ":path", "/b"));
    malformed(c -> c.request(1, false, head("POST", "/a")).request(1, true, "content-length", "1"));
  }

  @Test
  void a10_trailersEndTheContentAndGoNoFurther() throws IOException {
    server.seen.clear();
    try (var client = begin()) {
      client.request(1, false, head("POST", "/t")).frame(DATA, 0, 1, "body");
      client.request(1, true, "x-user-id", "admin");
      assertThat(status(client.stream(1))).isEqualTo(200);
    }
    assertThat(server.seen).containsExactly("POST /t body");
  }

  @Test
  void aStreamThatIsGivenUpEndsItsExchangeAndNoOther() throws IOException {
    try (var client = begin()) {
      client.request(1, false, head("POST", "/given-up")).frame(DATA, 0, 1, "some");
      client.frame(RST_STREAM, 0, 1, new byte[4]);
      assertThat(status(client.get(3, "/other").stream(3))).isEqualTo(200);
      awaitNoneInFlight();
    }
  }

  @Test
  void aConnectionThatBreaksEndsItsExchanges() throws IOException {
    try (var client = begin()) {
      client.request(1, false, head("POST", "/broken")).frame(DATA, 0, 1, "some");
      assertThat(status(client.get(3, "/other").stream(3))).isEqualTo(200);
    }
    awaitNoneInFlight();
  }

  private void awaitNoneInFlight() {
    long until = System.nanoTime() + 20_000_000_000L;
    while (server.listeners().inFlight() > 0 && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(server.listeners().inFlight()).isZero();
  }

  @Test
  void aPublicClientSendsAndReceivesManyAtATime() throws Exception {
    server.seen.clear();
    try (var client = HttpClient.newBuilder().sslContext(Keys.localhost()).build()) {
      var port = server.address(Door.TLS).getPort();
      var content = "x".repeat(200_000);
      var calls =
          java.util.stream.IntStream.range(0, 30)
              .mapToObj(i ->
                  client.sendAsync(
                      HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/" + i))
                          .POST(HttpRequest.BodyPublishers.ofString(content))
                          .build(),
                      BodyHandlers.ofString()))
              .toList();
      for (var call : calls) {
        var answer = call.get(60, java.util.concurrent.TimeUnit.SECONDS);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.body()).isEqualTo("content=" + content);
      }
    }
    assertThat(server.seen).hasSize(30);
  }

  @Test
  void a47_plainConnectionsNeverBecomeHttp2() {
    try (var wire = server.connect(Door.PLAIN)) {
      var upgrade =
          """
          GET /a HTTP/1.1
          Host: h
          Connection: Upgrade, HTTP2-Settings
          Upgrade: h2c
          HTTP2-Settings: AAMAAABkAAQAAP__

          """
              .replace("\n", "\r\n");
      assertThat(wire.send(upgrade).answer().status()).isEqualTo(200);
      assertThat(wire.send(RawHttp2.PREFACE).answer().status()).isBetween(400, 599);
    }
    try (var wire = server.connect(Door.TLS)) {
      // Nothing was agreed on in this handshake, so it is HTTP/1.1 whatever the first bytes are.
      assertThat(wire.send(RawHttp2.PREFACE).answer().status()).isBetween(400, 599);
    }
  }
}
