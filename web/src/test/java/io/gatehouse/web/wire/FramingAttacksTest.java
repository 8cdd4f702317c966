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

/** The framing attacks over real sockets: each door, the bytes at once and one by one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FramingAttacksTest {
  private static final String POST = "POST /a HTTP/1.1\r\nHost: h\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String EVIL = "GET /evil HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String GOOD = "GET /good HTTP/1.1\r\nHost: h\r\n\r\n";

  private final Server server = Server.recording();
  private final Attack attack = new Attack(server);

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a01_aLengthThatOverflowsIsRefusedAndHidesNoSecondRequest(Way way) {
    attack.refused(way, POST + "Content-Length: 18446744073709551617\r\n\r\nh" + EVIL, 400);
    attack.refused(way, POST + "Content-Length: 9223372036854775808\r\n\r\n" + EVIL, 400);
    attack.refused(way, POST + "Content-Length: 999999999999999999\r\n\r\n" + EVIL, 413);
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
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
      attack.refused(
          way, POST + "Transfer-Encoding: " + coding + "\r\n\r\n0\r\n\r\n" + EVIL, 400, 501);
    }
    attack.refused(
        way,
        POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400);
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a03_lengthAndCodingTogetherAreRefused(Way way) {
    attack.refused(
        way, POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + EVIL, 400);
    attack.refused(
        way, POST + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + EVIL, 400);
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a04_codingsOnHttp10AreRefused(Way way) {
    attack.refused(
        way,
        "POST /a HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400);
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a05_lengthsThatAreNoPlainNumberAreRefused(Way way) {
    for (String length :
        List.of("2, 2", "+2", "0x2", "", "1_0", "00002", "-1", "2 2", "２", "2.0")) {
      attack.refused(way, POST + "Content-Length: " + length + "\r\n\r\nhi", 400);
    }
    attack.refused(way, POST + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi", 400);
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a06_chunkSizesWithAnythingElseAreRefused(Way way) {
    for (String size :
        List.of("2zz", "0x2", "+2", " 2", "2 ", "-1", "", "2,", "10000000000000000")) {
      attack.refusedOrBroken(way, CHUNKED + size + "\r\nhi\r\n0\r\n\r\n", 400);
    }
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a07_chunkLinesThatDoNotEndWithCrLfAreRefused(Way way) {
    for (String line :
        List.of("2\nhi\r\n", "2;\nhi\r\n", "2;a\rX\r\nhi\r\n", "2\r\rhi\r\n", "2;a\0b\r\nhi\r\n")) {
      attack.refusedOrBroken(way, CHUNKED + line + "0\r\n\r\n", 400);
    }
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a08_aChunkThatDoesNotEndWhereItSaysIsNeverAWholeRequest(Way way) {
    attack.refusedOrBroken(way, CHUNKED + "2\r\nhiXX0\r\n\r\n", 400);
    attack.refusedOrBroken(way, CHUNKED + "2\r\nhi\n0\r\n\r\n", 400);
    attack.refusedOrBroken(way, CHUNKED + "1\r\nhi\r\n0\r\n\r\n", 400);
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a09_chunkExtensionsAreBoundedInSum(Way way) {
    String extended = ("1;a=" + "x".repeat(900) + "\r\nh\r\n").repeat(5);
    attack.refusedOrBroken(way, CHUNKED + extended + "0\r\n\r\n", 400);
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
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
      attack.refusedOrBroken(way, CHUNKED + "0\r\n" + name + "\r\n\r\n", 400);
    }
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
  void a11_foldedLinesAreRefused(Way way) {
    attack.refused(way, "GET /a HTTP/1.1\r\nHost: h\r\nX-A: b\r\n X-User-Id: admin\r\n\r\n", 400);
    attack.refused(way, "GET /a HTTP/1.1\r\nHost: h\r\nX-A: b\r\n\tX-User-Id: admin\r\n\r\n", 400);
    attack.refused(way, "GET /a HTTP/1.1\r\n Host: h\r\n\r\n", 400);
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.web.wire.Attack#ways")
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
      attack.refused(way, "GET /a HTTP/1.1\r\nHost: h\r\n" + line + "\r\n", 400);
    }
    attack.refused(way, "GET /a HTTP/1.1\nHost: h\n\n", 400);
    attack.refused(way, "\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    attack.refused(way, "GET  /a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    attack.refused(way, "GET /a  HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    attack.refused(way, "GET /a\r\n\r\n", 400);
    attack.refused(way, "GET /a http/1.1\r\nHost: h\r\n\r\n", 400);
    attack.refused(way, "\u0016\u0003\u0001\u0002\u0000", 400);
  }
}
