package io.gatehouse.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.web.Server;
import io.gatehouse.web.Server.Door;
import io.gatehouse.web.Wire;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The framing attacks over real sockets: each door, the bytes at once and one by one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FramingAttacksTest {
  private static final String POST = "POST /a HTTP/1.1\r\nHost: h\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String EVIL = "GET /evil HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String GOOD = "GET /good HTTP/1.1\r\nHost: h\r\n\r\n";

  private final Server server = Server.recording();

  @BeforeAll
  void theServerAnswersWhatIsRight() {
    try (Wire wire = server.connect(Door.PLAIN)) {
      assertThat(wire.send(GOOD).answer().status()).isEqualTo(200);
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** A way in and how the bytes are cut. */
  record Way(Door door, int piece) {}

  static Stream<Way> ways() {
    return Stream.of(Door.values())
        .flatMap(door -> Stream.of(new Way(door, 1 << 16), new Way(door, 1)));
  }

  /** Sent first, so that every refusal stands beside an acceptance on the same connection. */
  private void refused(Way way, String bytes, Integer... statuses) {
    server.seen.clear();
    server.refusals.clear();
    try (Wire wire = server.connect(way.door())) {
      assertThat(wire.send(GOOD).answer().status()).isEqualTo(200);
      List<Wire.Answer> answers = wire.send(bytes, way.piece()).answers();
      assertThat(answers).as("%s %s", way, bytes).hasSize(1);
      Wire.Answer answer = answers.getFirst();
      assertThat(answer.status()).as("%s %s", way, bytes).isIn((Object[]) statuses);
      assertThat(answer.field("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.field("Connection")).isEqualTo("close");
      assertThat(answer.field("X-Request-Id")).hasSize(32);
      assertThat(answer.content()).contains("\"instance\":\"" + answer.field("X-Request-Id"));
      assertThat(server.seen).containsExactly("GET /good ");
      assertThat(server.refusals).singleElement().matches(RefusalLog.Refusal::answered);
    }
  }

  /** For faults in content: cut finely its handler has started, and must not see an end. */
  private void refusedOrBroken(Way way, String bytes, Integer... statuses) {
    if (way.piece() > 1) {
      refused(way, bytes, statuses);
      return;
    }
    server.seen.clear();
    server.refusals.clear();
    try (Wire wire = server.connect(way.door())) {
      List<Wire.Answer> answers = wire.send(bytes, way.piece()).answers();
      assertThat(answers).noneMatch(answer -> answer.status() < 400);
      assertThat(server.seen).isEmpty();
      assertThat(server.refusals).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a01_aLengthThatOverflowsIsRefusedAndHidesNoSecondRequest(Way way) {
    refused(way, POST + "Content-Length: 18446744073709551617\r\n\r\nh" + EVIL, 400);
    refused(way, POST + "Content-Length: 9223372036854775808\r\n\r\n" + EVIL, 400);
    refused(way, POST + "Content-Length: 999999999999999999\r\n\r\n" + EVIL, 413);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a02_onlyTheExactCodingChunkedIsTaken(Way way) {
    for (String coding :
        List.of(
            "xchunked",
            "gzip, chunked",
            "chunked, identity",
            ",chunked",
            "identity",
            "",
            "chunked;q=1",
            "chunked chunked",
            "\"chunked\"")) {
      refused(way, POST + "Transfer-Encoding: " + coding + "\r\n\r\n0\r\n\r\n" + EVIL, 400, 501);
    }
    refused(
        way,
        POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a03_lengthAndCodingTogetherAreRefused(Way way) {
    refused(
        way, POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + EVIL, 400);
    refused(
        way, POST + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + EVIL, 400);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a04_codingsOnHttp10AreRefused(Way way) {
    refused(
        way,
        "POST /a HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a05_lengthsThatAreNoPlainNumberAreRefused(Way way) {
    for (String length :
        List.of("2, 2", "+2", "0x2", "", "1_0", "00002", "-1", "2 2", "２", "2.0")) {
      refused(way, POST + "Content-Length: " + length + "\r\n\r\nhi", 400);
    }
    refused(way, POST + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi", 400);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a06_chunkSizesWithAnythingElseAreRefused(Way way) {
    for (String size :
        List.of("2zz", "0x2", "+2", " 2", "2 ", "-1", "", "2,", "10000000000000000")) {
      refusedOrBroken(way, CHUNKED + size + "\r\nhi\r\n0\r\n\r\n", 400);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a07_chunkLinesThatDoNotEndWithCrLfAreRefused(Way way) {
    for (String line :
        List.of("2\nhi\r\n", "2;\nhi\r\n", "2;a\rX\r\nhi\r\n", "2\r\rhi\r\n", "2;a\0b\r\nhi\r\n")) {
      refusedOrBroken(way, CHUNKED + line + "0\r\n\r\n", 400);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a08_aChunkThatDoesNotEndWhereItSaysIsNeverAWholeRequest(Way way) {
    refusedOrBroken(way, CHUNKED + "2\r\nhiXX0\r\n\r\n", 400);
    refusedOrBroken(way, CHUNKED + "2\r\nhi\n0\r\n\r\n", 400);
    refusedOrBroken(way, CHUNKED + "1\r\nhi\r\n0\r\n\r\n", 400);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a09_chunkExtensionsAreBoundedInSum(Way way) {
    String extended = ("1;a=" + "x".repeat(900) + "\r\nh\r\n").repeat(5);
    refusedOrBroken(way, CHUNKED + extended + "0\r\n\r\n", 400);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a10_trailersNeverReachAHandlerAndMayNotFrame(Way way) {
    server.seen.clear();
    try (Wire wire = server.connect(way.door())) {
      String trailers = "2\r\nhi\r\n0\r\nX-User-Id: admin\r\n\r\n";
      assertThat(wire.send(CHUNKED + trailers + GOOD, way.piece()).answer().status())
          .isEqualTo(200);
      assertThat(wire.answer().status()).isEqualTo(200);
      assertThat(server.seen).containsExactly("POST /a hi", "GET /good ");
    }
    for (String name : List.of("Content-Length: 3", "Transfer-Encoding: chunked", "Host: evil")) {
      refusedOrBroken(way, CHUNKED + "0\r\n" + name + "\r\n\r\n", 400);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a11_foldedLinesAreRefused(Way way) {
    refused(way, "GET /a HTTP/1.1\r\nHost: h\r\nX-A: b\r\n X-User-Id: admin\r\n\r\n", 400);
    refused(way, "GET /a HTTP/1.1\r\nHost: h\r\nX-A: b\r\n\tX-User-Id: admin\r\n\r\n", 400);
    refused(way, "GET /a HTTP/1.1\r\n Host: h\r\n\r\n", 400);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a12_fieldLinesOutsideTheGrammarAreRefused(Way way) {
    for (String line :
        List.of(
            "X-A : b\r\n",
            ": b\r\n",
            "X-A\r\n",
            "X-A: b\n",
            "X-A: b\0c\r\n",
            "X-A: b\rc\r\n",
            "X(A: b\r\n",
            "X-A: \u007f\r\n",
            "X\u00e9: b\r\n",
            "X-A: b\u0001\r\n")) {
      refused(way, "GET /a HTTP/1.1\r\nHost: h\r\n" + line + "\r\n", 400);
    }
    refused(way, "GET /a HTTP/1.1\nHost: h\n\n", 400);
    refused(way, "\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    refused(way, "GET  /a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    refused(way, "GET /a  HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    refused(way, "GET /a\r\n\r\n", 400);
    refused(way, "GET /a http/1.1\r\nHost: h\r\n\r\n", 400);
    refused(way, "\u0016\u0003\u0001\u0002\u0000", 400);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a26_targetsWithRawBytesOrBrokenTripletsAreRefused(Way way) {
    for (String target :
        List.of(
            "/a%2",
            "/a%zz", "/a%", "/\u00e9", "/a\u0001", "/a\"", "/a\\b", "/<a>", "/a|b", "/a[0]")) {
      refused(way, "GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a27_aRawFragmentIsRefused(Way way) {
    refused(way, "GET /public#/admin HTTP/1.1\r\nHost: h\r\n\r\n", 400);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a30_oneAuthorityOrNone(Way way) {
    refused(way, "GET http://evil/admin HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    refused(way, "GET http://h@evil/ HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    refused(way, "GET http://h/ HTTP/1.1\r\nHost: h:80\r\n\r\n", 400);
    refused(way, "GET http:///a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    refused(way, "GET ftp://h/a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    refused(way, "GET http://h?a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    refused(way, "GET h/a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    refused(way, "GET a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    for (String host : List.of("a@evil", "a b", "", "h/a", "h,i", "h?x", "h\\i", "%68")) {
      refused(way, "GET /a HTTP/1.1\r\nHost: " + host + "\r\n\r\n", 400);
    }
    refused(way, "GET /a HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", 400);
    refused(way, "GET /a HTTP/1.1\r\nHost: h\r\nhOST: evil\r\n\r\n", 400);
    refused(way, "GET /a HTTP/1.1\r\nX: h\r\n\r\n", 400);
    refused(way, "GET /a HTTP/1.0\r\n\r\n", 400);
    try (Wire wire = server.connect(way.door())) {
      wire.send("GET hTTp://H/a?b HTTP/1.1\r\nHost: h\r\n\r\n", way.piece());
      assertThat(wire.answer().status()).isEqualTo(200);
      assertThat(server.seen).endsWith("GET /a?b ");
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a32_methodsThatAreNotServedStopHere(Way way) {
    refused(way, "get /admin HTTP/1.1\r\nHost: h\r\n\r\n", 400, 501);
    refused(way, "FOO /admin HTTP/1.1\r\nHost: h\r\n\r\n", 501);
    refused(way, "GETT /admin HTTP/1.1\r\nHost: h\r\n\r\n", 501);
    refused(way, "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: h\r\n\r\n", 405);
    refused(way, "TRACE /a HTTP/1.1\r\nHost: h\r\n\r\n", 405);
    refused(way, "GET * HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    refused(way, "OPTIONS *a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    refused(way, "G(T /a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    refused(way, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 501);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a34_versionsThatAreNotSpokenAreRefused(Way way) {
    for (String version : List.of("HTTP/1.2", "HTTP/1.10", "HTTP/2.0", "HTTP/0.9", "HTTP/3")) {
      refused(way, "GET /a " + version + "\r\nHost: h\r\n\r\n", 505);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a35_expectationsThatAreNotKnownAreRefused(Way way) {
    refused(way, POST + "Expect: 100-continue, x\r\nContent-Length: 2\r\n\r\n", 417);
    refused(way, POST + "Expect: x\r\nContent-Length: 2\r\n\r\n", 417);
    refused(
        way,
        POST + "Expect: 100-continue\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n",
        417);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a39_headsThatAreTooLargeAreRefused(Way way) {
    Way coarse = way.piece() == 1 ? new Way(way.door(), 997) : way;
    refused(coarse, "GET /a HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(900_000) + "\r\n\r\n", 431);
    refused(coarse, "GET /a HTTP/1.1\r\nHost: h\r\n" + "X: y\r\n".repeat(200) + "\r\n", 431);
    refused(coarse, "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: h\r\n\r\n", 414);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a40_manyCookiesAreTakenOrRefusedButNeverAnError(Way way) {
    Way coarse = way.piece() == 1 ? new Way(way.door(), 97) : way;
    refused(coarse, "GET /a HTTP/1.1\r\nHost: h\r\n" + "Cookie: a=b\r\n".repeat(300) + "\r\n", 431);
    try (Wire wire = server.connect(way.door())) {
      wire.send("GET /a HTTP/1.1\r\nHost: h\r\nCookie: " + "a=b; ".repeat(2000) + "a=b\r\n\r\n");
      assertThat(wire.answer().status()).isEqualTo(200);
    }
  }
}
