package io.gatehouse.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.web.Server;
import io.gatehouse.web.Server.Door;
import io.gatehouse.web.Wire;
import io.gatehouse.web.endpoint.Mount;
import io.gatehouse.web.endpoint.MountTable;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.exchange.EndpointHandler;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same guard stands under whatever a listener serves: streams, pages, the admin API. */
class EveryListenerTest {
  private static final String POST = "POST /a HTTP/1.1\r\nHost: h\r\n";
  private static final Map<String, Integer> BAD =
      Map.of(
          POST + "Content-Length: 18446744073709551617\r\n\r\nh",
          400,
          POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
          501,
          POST + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          400,
          POST + "Transfer-Encoding: chunked\r\n\r\n2zz\r\nhi\r\n0\r\n\r\n",
          400,
          POST + "X: a\r\n b\r\n\r\n",
          400,
          POST + "X: " + "x".repeat(33_000) + "\r\n\r\n",
          431,
          "get /a HTTP/1.1\r\nHost: h\r\n\r\n",
          501,
          "GET /a#b HTTP/1.1\r\nHost: h\r\n\r\n",
          400,
          "GET /a HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n",
          400,
          "GET /a HTTP/1.2\r\nHost: h\r\n\r\n",
          505);

  enum Kind {
    EXCHANGES,
    ENDPOINTS
  }

  private static Server serving(Kind kind) {
    var table = new MountTable(Mount.of("/a", Set.of("GET", "POST"), request -> Reply.empty(204)));
    return switch (kind) {
      case EXCHANGES -> Server.recording();
      case ENDPOINTS -> Server.with(new EndpointHandler(table));
    };
  }

  @ParameterizedTest
  @CsvSource({"EXCHANGES, PLAIN", "EXCHANGES, TLS", "ENDPOINTS, PLAIN", "ENDPOINTS, TLS"})
  void theGuardStandsUnderEveryListener(Kind kind, Door door) {
    try (Server server = serving(kind)) {
      BAD.forEach((bytes, status) -> {
        try (Wire wire = server.connect(door)) {
          String good = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
          assertThat(wire.send(good).answer().status()).isBetween(200, 204);
          assertThat(wire.send(bytes).answers())
              .as(bytes)
              .extracting(Wire.Answer::status)
              .containsExactly(status);
        }
      });
      assertThat(server.refusals).hasSize(BAD.size());
    }
  }
}
