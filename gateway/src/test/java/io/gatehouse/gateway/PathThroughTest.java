package io.gatehouse.gateway;

import static io.gatehouse.gateway.TestGateway.request;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PathThroughTest {
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = new TestGateway();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
  }

  @Test
  void anAllowedCallReachesTheServiceWithOneSignedIdentity() throws Exception {
    var answer = gateway.get("/orders/42?a=1&b=%7e", "X-API-Key: good");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("hello");
    var seen = gateway.upstream.next();
    assertThat(seen).startsWith("GET /orders/42?a=1&b=%7e HTTP/1.1\r\n");
    assertThat(seen).contains("Gatehouse-Identity: ey").doesNotContain("good");
    assertThat(seen).contains("Host: localhost\r\n").contains("X-Forwarded-For: 127.0.0.1");
    assertThat(seen).contains("X-Request-Id: " + answer.value("X-Request-Id"));
  }

  @Test
  void anAnonymousCallOfAPublicRouteCarriesNoIdentity() throws Exception {
    assertThat(gateway.get("/public/x").status()).isEqualTo(200);
    assertThat(gateway.upstream.next()).doesNotContain("Gatehouse-Identity");
  }

  @Test
  void contentIsStreamedBothWays() throws Exception {
    var big = "x".repeat(3 << 20);
    gateway.upstream.answering(
        (seen, socket) -> RecordingUpstream.ok(Integer.toString(seen.length())));
    var answer =
        gateway.call(request("POST", "/public/x", "Content-Length: " + big.length()) + big);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(Integer.parseInt(answer.body())).isGreaterThan(big.length());
    gateway.upstream.answering((seen, socket) -> RecordingUpstream.ok(big));
    assertThat(gateway.get("/public/x").body()).isEqualTo(big);
  }

  @Test
  void connectionsToTheServiceAreUsedAgain() throws Exception {
    try (var client = gateway.client()) {
      for (int i = 0; i < 20; i++) {
        client.send(request("GET", "/orders/" + i, "X-API-Key: good"));
        assertThat(client.read().status()).isEqualTo(200);
      }
    }
    assertThat(gateway.upstream.connections()).isEqualTo(1);
  }

  @Test
  void everyDecisionHasItsLine() throws Exception {
    var allowed = gateway.get("/orders/42?secret=1", "X-API-Key: good");
    var denied = gateway.call(request("POST", "/orders", "X-API-Key: good", "Content-Length: 0"));
    assertThat(denied.status()).isEqualTo(403);
    gateway.decisions.close();
    assertThat(gateway.decisions.find(allowed.value("X-Request-Id")).orElseThrow())
        .contains("\"outcome\":\"allow\"", "\"rule\":\"read\"", "\"status\":200")
        .doesNotContain("secret");
    assertThat(gateway.decisions.find(denied.value("X-Request-Id")).orElseThrow())
        .contains("\"outcome\":\"deny\"", "\"tried\":[\"write\"]", "orders.write");
  }
}
