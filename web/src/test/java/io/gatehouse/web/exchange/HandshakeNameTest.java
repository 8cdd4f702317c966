package io.gatehouse.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.web.Keys;
import io.gatehouse.web.Server;
import io.gatehouse.web.Server.Door;
import io.gatehouse.web.endpoint.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandshakeNameTest {
  private static final String REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  private final Server server =
      Server.with(exchange ->
          exchange.reply(
              Reply.of(200, "text/plain", "name=" + exchange.handshakeName().orElse("none"))));

  @AfterAll
  void stop() {
    server.close();
  }

  private String answerTo(List<SNIServerName> names) throws IOException {
    var address = server.address(Door.TLS);
    try (var socket =
        (SSLSocket)
            Keys.localhost()
                .getSocketFactory()
                .createSocket(address.getAddress(), address.getPort())) {
      var parameters = socket.getSSLParameters();
      parameters.setServerNames(names);
      socket.setSSLParameters(parameters);
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void theNameOfTheHandshakeIsKnownInLowerCase() throws IOException {
    assertThat(answerTo(List.of(new SNIHostName("Orders.Example"))))
        .endsWith("name=orders.example");
  }

  @Test
  void aPlainConnectionHasNone() {
    try (var wire = server.connect(Door.PLAIN)) {
      assertThat(wire.send(REQUEST).answer().content()).isEqualTo("name=none");
    }
  }
}
