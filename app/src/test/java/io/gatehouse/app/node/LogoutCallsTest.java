package io.gatehouse.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.load.ConfigurationReader;
import io.gatehouse.app.config.load.ConfigurationReader.Outcome;
import io.gatehouse.sts.keys.KekFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logout tokens on their way to a real receiver. */
final class LogoutCallsTest {
  @TempDir private Path folder;
  @AutoClose private final Ambient ambient = Ambient.ofThisProcess();
  private final List<String> received = new ArrayList<>();

  @Test
  void aReceiverThatFailsHasNotBeenToldAndOneThatAcceptsHas() throws IOException {
    var kek = new KekFile(folder.resolve("kek.key"), ambient.random()).readOrMake();
    var authority = new OwnAuthority(folder, kek, ambient);
    var tls = new NodeTls(authority, ambient);
    var receiver = receiver(tls, new ArrayDeque<>(List.of(500, 302, 200, 204)));
    try {
      var to = URI.create("https://localhost:" + receiver.getAddress().getPort() + "/ended");
      var calls = new LogoutCalls(configuration(), tls);

      assertThat(calls.post(to, "logout_token=a")).isFalse();
      assertThat(calls.post(to, "logout_token=b")).isFalse();
      assertThat(calls.post(to, "logout_token=c")).isTrue();
      assertThat(calls.post(to, "logout_token=d")).isTrue();

      assertThat(received)
          .containsExactly(
              "POST application/x-www-form-urlencoded logout_token=a",
              "POST application/x-www-form-urlencoded logout_token=b",
              "POST application/x-www-form-urlencoded logout_token=c",
              "POST application/x-www-form-urlencoded logout_token=d");
    } finally {
      receiver.stop(0);
    }
    assertThat(new LogoutCalls(configuration(), tls).post(URI.create("https://localhost:1/"), ""))
        .isFalse();
  }

  private Configuration configuration() throws IOException {
    var text =
        """
        gatehouse: 1
        egress: { allow_private: [127.0.0.0/8, "::1/128"], ca: file:ca.pem }
        """;
    var reader =
        new ConfigurationReader(System.getProperty("user.name"), _ -> Optional.empty(), List.of());
    var outcome = reader.read(InProcessNode.write(folder, "gatehouse.yaml", text));
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    return ((Outcome.Accepted) outcome).configuration();
  }

  private HttpsServer receiver(NodeTls tls, Deque<Integer> answers) throws IOException {
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls.server(Optional.empty())));
    server.createContext(
        "/",
        exchange -> {
          var type = exchange.getRequestHeaders().getFirst("Content-Type");
          var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          received.add(exchange.getRequestMethod() + " " + type + " " + form);
          exchange.sendResponseHeaders(answers.removeFirst(), -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
