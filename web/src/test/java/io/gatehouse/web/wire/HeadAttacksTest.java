package io.gatehouse.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.web.Server;
import io.gatehouse.web.Wire;
import io.gatehouse.web.wire.Attack.Way;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attacks on request line and fields: each door, the bytes at once and one by one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeadAttacksTest {
  private static final String POST = "POST /a HTTP/1.1\r\nHost: h\r\n";

  private final Server server = Server.recording();
  private final Attack attack = new Attack(server);

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a26_targetsWithRawBytesOrBrokenTripletsAreRefused(Way way) {
    for (String target :
        List.of(
            "/a%2",
            "/a%zz", "/a%", "/\u00e9", "/a\u0001", "/a\"", "/a\\b", "/<a>", "/a|b", "/a[0]")) {
      attack.refused(way, "GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    }
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a27_aRawFragmentIsRefused(Way way) {
    attack.refused(way, "GET /public#/admin HTTP/1.1\r\nHost: h\r\n\r\n", 400);
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a30_oneAuthorityOrNone(Way way) {
    attack.refused(way, "GET http://evil/admin HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    attack.refused(way, "GET http://h@evil/ HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    attack.refused(way, "GET http://h/ HTTP/1.1\r\nHost: h:80\r\n\r\n", 400);
    attack.refused(way, "GET http:///a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    attack.refused(way, "GET ftp://h/a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    attack.refused(way, "GET http://h?a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    attack.refused(way, "GET h/a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    attack.refused(way, "GET a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    for (String host : List.of("a@evil", "a b", "", "h/a", "h,i", "h?x", "h\\i", "%68")) {
      attack.refused(way, "GET /a HTTP/1.1\r\nHost: " + host + "\r\n\r\n", 400);
    }
    attack.refused(way, "GET /a HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", 400);
    attack.refused(way, "GET /a HTTP/1.1\r\nHost: h\r\nhOST: evil\r\n\r\n", 400);
    attack.refused(way, "GET /a HTTP/1.1\r\nX: h\r\n\r\n", 400);
    attack.refused(way, "GET /a HTTP/1.0\r\n\r\n", 400);
    try (Wire wire = server.connect(way.door())) {
      wire.send("GET hTTp://H/a?b HTTP/1.1\r\nHost: h\r\n\r\n", way.piece());
      assertThat(wire.answer().status()).isEqualTo(200);
      assertThat(server.seen).endsWith("GET /a?b ");
    }
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a32_methodsThatAreNotServedStopHere(Way way) {
    attack.refused(way, "get /admin HTTP/1.1\r\nHost: h\r\n\r\n", 400, 501);
    attack.refused(way, "FOO /admin HTTP/1.1\r\nHost: h\r\n\r\n", 501);
    attack.refused(way, "GETT /admin HTTP/1.1\r\nHost: h\r\n\r\n", 501);
    attack.refused(way, "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: h\r\n\r\n", 405);
    attack.refused(way, "TRACE /a HTTP/1.1\r\nHost: h\r\n\r\n", 405);
    attack.refused(way, "GET * HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    attack.refused(way, "OPTIONS *a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    attack.refused(way, "G(T /a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    attack.refused(way, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 501);
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a34_versionsThatAreNotSpokenAreRefused(Way way) {
    for (String version : List.of("HTTP/1.2", "HTTP/1.10", "HTTP/2.0", "HTTP/0.9", "HTTP/3")) {
      attack.refused(way, "GET /a " + version + "\r\nHost: h\r\n\r\n", 505);
    }
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a35_expectationsThatAreNotKnownAreRefused(Way way) {
    attack.refused(way, POST + "Expect: 100-continue, x\r\nContent-Length: 2\r\n\r\n", 417);
    attack.refused(way, POST + "Expect: x\r\nContent-Length: 2\r\n\r\n", 417);
    attack.refused(
        way,
        POST + "Expect: 100-continue\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n",
        417);
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a39_headsThatAreTooLargeAreRefused(Way way) {
    Way coarse = way.piece() == 1 ? new Way(way.door(), 997) : way;
    attack.refused(
        coarse, "GET /a HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(900_000) + "\r\n\r\n", 431);
    attack.refused(coarse, "GET /a HTTP/1.1\r\nHost: h\r\n" + "X: y\r\n".repeat(200) + "\r\n", 431);
    attack.refused(coarse, "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: h\r\n\r\n", 414);
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a40_manyCookiesAreTakenOrRefusedButNeverAnError(Way way) {
    Way coarse = way.piece() == 1 ? new Way(way.door(), 97) : way;
    attack.refused(
        coarse, "GET /a HTTP/1.1\r\nHost: h\r\n" + "Cookie: a=b\r\n".repeat(300) + "\r\n", 431);
    try (Wire wire = server.connect(way.door())) {
      wire.send("GET /a HTTP/1.1\r\nHost: h\r\nCookie: " + "a=b; ".repeat(2000) + "a=b\r\n\r\n");
      assertThat(wire.answer().status()).isEqualTo(200);
    }
  }
}
