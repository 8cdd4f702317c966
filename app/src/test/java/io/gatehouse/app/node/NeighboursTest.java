package io.gatehouse.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.gatehouse.mtls.CertificateAuthority;
import io.gatehouse.mtls.SubjectName;
import io.gatehouse.mtls.TlsContexts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom a node believes: services by their certificates, proxies by their addresses. */
@Timeout(90)
final class NeighboursTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AtomicInteger SERVED = new AtomicInteger();

  @TempDir private static Path folder;
  private static final List<HttpServer> SERVICES = new ArrayList<>();
  private static InProcessNode node;
  private static int gateway;

  @BeforeAll
  static void start() throws IOException {
    var ours = CertificateAuthority.create("Services", InstantSource.system(), RANDOM);
    var others = CertificateAuthority.create("Services", InstantSource.system(), RANDOM);
    InProcessNode.write(folder, "services.pem", ours.certificatePem());
    gateway = InProcessNode.freePort();
    node =
        InProcessNode.start(
            folder,
            """
            gatehouse: 1
            listen: { https: "0.0.0.0:%d" }
            admin: { listen: 127.0.0.1:%d }
            sts: { listen: { https: 127.0.0.1:%d } }
            trusted_proxies: [127.0.0.1/32, 127.0.0.64/26]
            services:
              known:    { endpoints: ["https://localhost:%d"], ca: file:services.pem }
              strange:  { endpoints: ["https://localhost:%d"], ca: file:services.pem }
              misnamed: { endpoints: ["https://localhost:%d"], ca: file:services.pem }
              system:   { endpoints: ["https://localhost:%d"] }
            routes:
              - { from: /known,    to: known,    accept: [anonymous], allow: [ { name: any } ] }
              - { from: /strange,  to: strange,  accept: [anonymous], allow: [ { name: any } ] }
              - { from: /misnamed, to: misnamed, accept: [anonymous], allow: [ { name: any } ] }
              - { from: /system,   to: system,   accept: [anonymous], allow: [ { name: any } ] }
            """
                .formatted(
                    gateway,
                    InProcessNode.freePort(),
                    InProcessNode.freePort(),
                    service(ours, "localhost"),
                    service(others, "localhost"),
                    service(ours, "other.test"),
                    service(ours, "localhost")));
  }

  @AfterAll
  static void stop() {
    node.close();
    SERVICES.forEach(each -> each.stop(0));
  }

  private static int service(CertificateAuthority authority, String name) throws IOException {
    var identity =
        authority.issueServer(List.of(SubjectName.of(name)), Duration.ofDays(1)).identity();
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(new TlsContexts(RANDOM).server(() -> identity)));
    server.createContext("/", NeighboursTest::sayWhoCalled);
    server.start();
    SERVICES.add(server);
    return server.getAddress().getPort();
  }

  private static void sayWhoCalled(HttpExchange exchange) throws IOException {
    SERVED.incrementAndGet();
    var caller = String.valueOf(exchange.getRequestHeaders().get("X-Forwarded-For"));
    exchange.sendResponseHeaders(200, caller.length());
    exchange.getResponseBody().write(caller.getBytes(StandardCharsets.US_ASCII));
    exchange.close();
  }

  private static String gateway(String path) {
    return "https://localhost:" + gateway + path;
  }

  @Test
  void aServiceOfItsAuthorityIsServed() {
    assertThat(node.status(gateway("/known"))).isEqualTo("200");
  }

  @Test
  void aServiceOfAnotherAuthorityOrNameGetsNothing() {
    var served = SERVED.get();
    for (var path : List.of("/strange", "/misnamed", "/system")) {
      assertThat(node.status(gateway(path))).as(path).isEqualTo("502");
    }
    assertThat(SERVED).hasValue(served);
  }

  private static String calledBy(String address, String... fields) {
    var arguments = new ArrayList<>(List.of("--interface", address));
    List.of(fields).forEach(field -> arguments.addAll(List.of("-H", field)));
    return node.curl(gateway("/known"), arguments.toArray(String[]::new));
  }

  @Test
  void a20_aTrustedProxyIsBelievedFromTheRight() {
    assertThat(calledBy("127.0.0.1", "X-Forwarded-For: 192.0.2.66, 198.51.100.1"))
        .isEqualTo("[198.51.100.1]");
    assertThat(calledBy("127.0.0.1", "X-Forwarded-For: 192.0.2.66, 198.51.100.1, 127.0.0.65"))
        .isEqualTo("[198.51.100.1]");
    assertThat(calledBy("127.0.0.1", "Forwarded: for=192.0.2.66, for=198.51.100.1"))
        .isEqualTo("[198.51.100.1]");
  }

  @Test
  void a20_anybodyElseIsNotBelieved() {
    assertThat(calledBy("127.0.0.2", "X-Forwarded-For: 198.51.100.1")).isEqualTo("[127.0.0.2]");
    assertThat(calledBy("127.0.0.2", "Forwarded: for=198.51.100.1")).isEqualTo("[127.0.0.2]");
    assertThat(calledBy("127.0.0.2")).isEqualTo("[127.0.0.2]");
  }
}
