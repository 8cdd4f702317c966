package io.gatehouse.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What the parser takes when no guard stands beneath it. A change here, in either direction, is a
 * reason to read the parser again before a new version is taken.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UndertowLeniencyTest {
  private static final String POST = "POST /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n";

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Undertow bare =
      Undertow.builder()
          .addHttpListener(0, "127.0.0.1")
          .setHandler(exchange -> {
            if (exchange.getRequestURI().equals("/unread")) {
              seen.add("/unread");
              exchange.endExchange();
            } else {
              exchange.getRequestReceiver().receiveFullString(this::record);
            }
          })
          .build();

  private void record(HttpServerExchange exchange, String content) {
    seen.add(exchange.getRequestURI() + " " + content);
    exchange.endExchange();
  }

  @BeforeAll
  void start() {
    bare.start();
  }

  @AfterAll
  void stop() {
    bare.stop();
  }

  private List<String> send(String bytes) throws IOException {
    seen.clear();
    var address = (InetSocketAddress) bare.getListenerInfo().getFirst().getAddress();
    try (var socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
    return List.copyOf(seen);
  }

  @Test
  void a01_aLengthThatOverflowsLetsASecondRequestThrough() throws IOException {
    String first =
        "POST /unread HTTP/1.1\r\nHost: h\r\nContent-Length: 18446744073709551617\r\n\r\nh";
    assertThat(send(first + "GET /evil HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
        .containsExactly("/unread", "/evil ");
  }

  @Test
  void a02_anyCodingCountsAsChunked() throws IOException {
    for (String coding : List.of("xchunked", "gzip, chunked", ",chunked")) {
      assertThat(send(POST + "Transfer-Encoding: " + coding + "\r\n\r\n2\r\nhi\r\n0\r\n\r\n"))
          .as(coding)
          .containsExactly("/a hi");
    }
  }

  @Test
  void a06_chunkSizesMayHoldAnything() throws IOException {
    assertThat(send(POST + "Transfer-Encoding: chunked\r\n\r\n2zz\r\nhi\r\n0\r\n\r\n"))
        .containsExactly("/a hi");
  }

  @Test
  void a11_foldedLinesAreJoined() throws IOException {
    assertThat(send("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX: a\r\n b\r\n\r\n"))
        .containsExactly("/a ");
  }

  @Test
  void a32_unknownAndLowerCaseMethodsAreTaken() throws IOException {
    assertThat(send("get /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
        .containsExactly("/a ");
  }

  @Test
  void a34_versionsThatDoNotExistAreTaken() throws IOException {
    assertThat(send("GET /a HTTP/1.2\r\nHost: h\r\nConnection: close\r\n\r\n"))
        .containsExactly("/a ");
  }
}
