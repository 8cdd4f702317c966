package io.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.VerifiedIdentity;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that go on (server-sent events): as long as their credential, and no longer. */
class EventStreamTest {
  private static final String EVENT = "data: one\n\n";

  private TestGateway gateway;

  @BeforeEach
  void open() throws IOException {
    gateway = new TestGateway();
    gateway.upstream.answering((request, socket) -> events(socket));
  }

  @AfterEach
  void close() throws IOException {
    gateway.close();
  }

  private static byte[] events(Socket socket) throws IOException {
    var out = socket.getOutputStream();
    out.write(
        RecordingUpstream.raw(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                + "Transfer-Encoding: chunked\r\n\r\nb\r\n"
                + EVENT
                + "\r\n"));
    out.flush();
    // Says nothing more until it is left.
    return new byte[Math.max(0, socket.getInputStream().read())];
  }

  private RawClient listen(String key) throws IOException {
    var client = gateway.client();
    client.socket().setSoTimeout(20_000);
    client.send(TestGateway.request("GET", "/orders/events", "X-API-Key: " + key));
    var seen = new StringBuilder();
    while (!seen.toString().endsWith(EVENT)) {
      seen.append((char) client.socket().getInputStream().read());
    }
    assertThat(seen).startsWith("HTTP/1.1 200 OK");
    return client;
  }

  private static String rest(RawClient client) {
    try {
      return new String(
          client.socket().getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketTimeoutException stillOpen) {
      throw new AssertionError("it was not ended", stillOpen);
    } catch (IOException reset) {
      return "";
    }
  }

  @Test
  void eventsArriveWhenTheyAreSentAndEndWhenTheOwnerIsDisabled() throws IOException {
    try (var client = listen("good")) {
      gateway.ledger.revoke(
          LedgerSubject.owner(
              FakeCollaborators.person(CredentialKind.API_KEY, "k1").owner().orElseThrow()));
      // An answer that was ended for its caller must not look complete (RFC 9112 §8).
      assertThat(rest(client)).doesNotContain("0\r\n\r\n");
    }
  }

  @Test
  void eventsEndWhenTheKeyIsTakenBack() throws IOException {
    try (var client = listen("good")) {
      gateway.ledger.revoke(new LedgerSubject(LedgerSubject.Kind.API_KEY, "k1"));
      assertThat(rest(client)).doesNotContain("0\r\n\r\n");
    }
  }

  @Test
  void eventsEndWhenTheCredentialExpires() throws IOException {
    var person = FakeCollaborators.person(CredentialKind.API_KEY, "k2", "orders.read");
    gateway.keys.keys.put("short", until(person, Instant.now().plusSeconds(3)));
    try (var client = listen("short")) {
      assertThat(rest(client)).doesNotContain("0\r\n\r\n");
    }
  }

  private static VerifiedIdentity until(VerifiedIdentity person, Instant end) {
    return new VerifiedIdentity(
        person.principal(),
        person.owner(),
        person.kind(),
        person.authorizedParty(),
        person.authentication(),
        person.authority(),
        end,
        person.tokenId(),
        person.session(),
        person.confirmation(),
        person.stale());
  }
}
