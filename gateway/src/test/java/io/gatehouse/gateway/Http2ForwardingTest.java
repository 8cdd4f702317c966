package io.gatehouse.gateway;

import static io.gatehouse.testkit.RawHttp2.DATA;
import static io.gatehouse.testkit.RawHttp2.RST_STREAM;
import static io.gatehouse.testkit.RawHttp2.head;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.RawHttp2;
import io.gatehouse.web.endpoint.RequestIds;
import io.gatehouse.web.exchange.Surroundings;
import io.gatehouse.web.exchange.Threads;
import io.gatehouse.web.listen.ListenSettings;
import io.gatehouse.web.listen.ListenerPlan;
import io.gatehouse.web.listen.Listeners;
import io.gatehouse.web.listen.Opening;
import io.gatehouse.web.listen.TlsPlan;
import io.gatehouse.web.wire.WireLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients speak HTTP/2, services HTTP/1.1: what these get is what they would get otherwise. */
class Http2ForwardingTest {
  private static final SSLContext LOCALHOST = localhost();

  private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService cpu = Executors.newFixedThreadPool(1);
  private TestGateway gateway;
  private Listeners listeners;
  private InetSocketAddress address;

  @BeforeEach
  void open() throws IOException {
    gateway = new TestGateway();
    listeners =
        new Listeners(
            ListenSettings.forCores(1),
            new Surroundings(
                new Threads(virtual, cpu), new RequestIds(new SecureRandom()), System::nanoTime),
            gateway.gateway.refusals());
    var plan =
        ListenerPlan.tls(
                "h2",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                TlsPlan.modern(LOCALHOST).offeringHttp2(true),
                gateway.gateway)
            .limited(WireLimits.forContent(1L << 40));
    address =
        switch (listeners.open(plan)) {
          case Opening.Opened(var at) -> at;
          case Opening.Refused(var sentence) -> throw new IllegalStateException(sentence);
        };
  }

  @AfterEach
  void close() throws IOException {
    listeners.stop(Duration.ZERO);
    gateway.close();
    virtual.shutdownNow();
    cpu.shutdownNow();
  }

  private static SSLContext localhost() {
    try (InputStream file = Http2ForwardingTest.class.getResourceAsStream("/localhost.p12")) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(Objects.requireNonNull(file), "changeit".toCharArray());
      var keys = KeyManagerFactory.getInstance("SunX509");
      keys.init(store, "changeit".toCharArray());
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  private RawHttp2 begin() throws IOException {
    return RawHttp2.connect(LOCALHOST, address).begin();
  }

  private HttpResponse<String> call(HttpRequest.Builder request) throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(LOCALHOST).build()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  private HttpRequest.Builder to(String target) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + address.getPort() + target));
  }

  @Test
  void aCallIsForwardedWithItsIdentityAndWithoutItsCredential() throws Exception {
    gateway.upstream.answering((request, socket) -> RecordingUpstream.ok("hello"));
    var answer = call(to("/orders/42?a=b").header("X-API-Key", "good"));
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("hello");
    assertThat(gateway.upstream.next())
        .startsWith("GET /orders/42?a=b HTTP/1.1\r\nHost: localhost:" + address.getPort())
        .contains("Gatehouse-Identity: ")
        .doesNotContainIgnoringCase("x-api-key");
  }

  @Test
  void contentStreamsBothWaysWholeAndUnchanged() throws Exception {
    var large = "0123456789abcdef".repeat(40_000);
    gateway.upstream.answering((request, socket) -> RecordingUpstream.ok(large));
    var answer = call(to("/public/large").POST(BodyPublishers.ofString(large)));
    assertThat(answer.body()).isEqualTo(large);
    assertThat(gateway.upstream.next()).endsWith("\r\n\r\n" + large);
  }

  @Test
  void crumbsBecomeOneCookieAndTrailersAreDropped() throws Exception {
    gateway.upstream.answering((request, socket) -> RecordingUpstream.ok("hello"));
    try (var client = begin()) {
      client.request(
          1,
          false,
          head(
              "POST",
              "/single",
              "x-api-key",
              "good",
              "cookie",
              "a=1",
              "cookie",
              "__Host-gh=2; b=3"));
      client.frame(DATA, 0, 1, "body").request(1, true, "x-user-id", "admin");
      assertThat(client.stream(1)).last().matches(RawHttp2.Frame::ends);
    }
    assertThat(gateway.upstream.next())
        .containsIgnoringCase("cookie: a=1; b=3\r\n")
        .contains("Transfer-Encoding: chunked")
        .endsWith("4\r\nbody\r\n0\r\n\r\n")
        .doesNotContainIgnoringCase("x-user-id");
  }

  @Test
  void aPathThatCanBeReadInTwoWaysIsRefused() throws Exception {
    for (var path :
        new String[] {"/public/../admin", "/public//a", "/public/a;b", "/public/%2e%2e/admin"}) {
      try (var client = begin()) {
        client.get(1, path);
        assertThat(client.stream(1)).last().matches(RawHttp2.Frame::ends);
      }
    }
    assertThat(gateway.upstream.waiting()).isZero();
    assertThat(call(to("/orders/%2f").header("X-API-Key", "good")).statusCode()).isEqualTo(400);
    assertThat(call(to("/orders/1")).statusCode()).isEqualTo(401);
  }

  @Test
  void contentThatIsGivenUpIsNeverFinishedForTheService() throws Exception {
    try (var client = begin()) {
      int before = gateway.upstream.bytes();
      client
          .request(1, false, head("POST", "/single", "x-api-key", "good"))
          .frame(DATA, 0, 1, "some");
      // The service has seen its beginning when it is given up.
      long until = System.nanoTime() + 20_000_000_000L;
      while (gateway.upstream.bytes() == before && System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      client.frame(RST_STREAM, 0, 1, new byte[4]);
      assertThat(gateway.upstream.sawBrokenOff()).isTrue();
      awaitNoneInFlight();
      // Its place among the calls at a time is free again.
      client.get(3, "/single", "x-api-key", "good");
      assertThat(client.stream(3)).last().matches(RawHttp2.Frame::ends);
      assertThat(gateway.upstream.next()).startsWith("GET /single");
    }
  }

  private void awaitNoneInFlight() {
    long until = System.nanoTime() + 20_000_000_000L;
    while (listeners.inFlight() > 0 && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(listeners.inFlight()).isZero();
  }
}
