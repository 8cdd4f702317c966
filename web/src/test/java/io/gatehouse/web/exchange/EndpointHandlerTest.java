package io.gatehouse.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.web.Server;
import io.gatehouse.web.Server.Door;
import io.gatehouse.web.Wire;
import io.gatehouse.web.endpoint.Mount;
import io.gatehouse.web.endpoint.MountTable;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.path.Authority;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints over sockets, as the STS and the admin listener mount them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointHandlerTest {
  private static final MountTable TABLE =
      new MountTable(
          Mount.get("/page", request -> Reply.html(200, "<p>hello</p>")),
          Mount.get("/keys/{id}", request -> Reply.json(200, request.pathParameter("id"))),
          Mount.post("/token", request -> Reply.json(200, request.body().text()))
              .acceptingForms()
              .upTo(100));

  private final Server server = Server.with(new EndpointHandler(TABLE));

  @AfterAll
  void stop() {
    server.close();
  }

  private Wire.Answer answer(String request) {
    try (Wire wire = server.connect(Door.TLS)) {
      return wire.send(request).answer();
    }
  }

  private Wire.Answer get(String target) {
    return answer("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  @Test
  void aPageIsServedUnderAStrictPolicy() {
    Wire.Answer page = get("/page");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.field("Content-Security-Policy"))
        .startsWith("default-src 'none'; style-src 'self'; img-src 'self'")
        .contains("frame-ancestors 'none'", "base-uri 'none'")
        .endsWith("form-action 'self'");
    assertThat(page.field("X-Frame-Options")).isEqualTo("DENY");
  }

  @Test
  void aHeadRequestIsAGetWithoutItsContent() {
    try (Wire wire = server.connect(Door.TLS)) {
      Wire.Answer head = wire.send("HEAD /page HTTP/1.1\r\nHost: localhost\r\n\r\n").answer(true);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.field("Content-Length")).isEqualTo("12");
      String next = "GET /keys/1 HTTP/1.1\r\nHost: localhost\r\n\r\n";
      assertThat(wire.send(next).answer().content()).isEqualTo("1");
    }
  }

  @Test
  void aTemplateCapturesOneDecodedSegment() {
    assertThat(get("/keys/a%20b").content()).isEqualTo("a b");
    assertThat(get("/keys/").status()).isEqualTo(404);
    assertThat(get("/keys/a/b").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/public/../page", "/public/%2e%2e/page", "/./page"})
  void a23_dotSegmentsNeverLeadAnywhere(String target) {
    assertThat(get(target).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page;x=y", "/public/..;/page"})
  void a24_pathParametersAreRefused(String target) {
    assertThat(get(target).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//page", "/keys%2f1", "/keys/a%5cb", "/keys//1"})
  void a25_separatorsInOtherSpellingsAreRefused(String target) {
    assertThat(get(target).status()).isEqualTo(400);
    assertThat(get("/PAGE").status()).isEqualTo(404);
    assertThat(get("/page/").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%252e%252e/page", "/%c0%ae%c0%ae/", "/page%00", "/page%0d%0a"})
  void a26_secondEncodingsAreRefused(String target) {
    assertThat(get(target).status()).isEqualTo(400);
  }

  @Test
  void a27_anEncodedFragmentIsAnotherPath() {
    assertThat(get("/page%23/public").status()).isEqualTo(404);
  }

  @Test
  void a31_hostsAreCanonicalBeforeTheyAreJudgedAndOthersAreMisdirected() {
    var only = Authority.of("admin.example.com", true);
    var handler = new EndpointHandler(TABLE, only::equals, 10);
    try (Server strict = Server.with(handler)) {
      for (String host : List.of("ADMIN.example.com.:443", "admin.example.com")) {
        try (Wire wire = strict.connect(Door.TLS)) {
          String request = "GET /page HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
          assertThat(wire.send(request).answer().status()).isEqualTo(200);
        }
      }
      for (String host : List.of("evil.example.com", "admin.example.com:8443")) {
        try (Wire wire = strict.connect(Door.TLS)) {
          String request = "GET /page HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
          assertThat(wire.send(request).answer().status()).isEqualTo(421);
        }
      }
    }
  }

  @Test
  void a32_methodsThatAreNotMountedAre405WithTheOnesThatAre() {
    Wire.Answer answer = answer("DELETE /page HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.field("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    Wire.Answer options = answer("OPTIONS /token HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.field("Allow")).isEqualTo("OPTIONS, POST");
    assertThat(answer("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n").status()).isEqualTo(400);
  }

  private Wire.Answer post(String type, String content) {
    return answer(
        "POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + content.length()
            + "\r\n\r\n"
            + content);
  }

  @Test
  void contentOfAnotherTypeOrSizeIsRefused() {
    assertThat(post("application/x-www-form-urlencoded", "a=b").content()).isEqualTo("a=b");
    assertThat(post("application/x-www-form-urlencoded; charset=UTF-8", "a=b").status())
        .isEqualTo(200);
    assertThat(post("application/json", "{}").status()).isEqualTo(415);
    assertThat(post("application/x-www-form-urlencoded", "x".repeat(101)).status()).isEqualTo(413);
  }

  @Test
  void aFieldThatMayComeOnceIsRefusedTwice() {
    String twice =
        "GET /page HTTP/1.1\r\nHost: localhost\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n";
    assertThat(answer(twice).status()).isEqualTo(400);
  }

  @Test
  void whenAllPlacesAreTakenTheNextIsTurnedAwayAtOnce() throws InterruptedException {
    var inside = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    var slow =
        new MountTable(
            Mount.get(
                "/slow",
                request -> {
                  inside.countDown();
                  try {
                    leave.await();
                  } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                  }
                  return Reply.empty(204);
                }));
    String request = "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (Server small = Server.with(new EndpointHandler(slow, any -> true, 1));
        Wire first = small.connect(Door.PLAIN);
        Wire second = small.connect(Door.PLAIN)) {
      first.send(request);
      inside.await();
      Wire.Answer turnedAway = second.send(request).answer();
      assertThat(turnedAway.status()).isEqualTo(503);
      assertThat(turnedAway.field("Retry-After")).isEqualTo("1");
      leave.countDown();
      assertThat(first.answer().status()).isEqualTo(204);
    }
  }
}
