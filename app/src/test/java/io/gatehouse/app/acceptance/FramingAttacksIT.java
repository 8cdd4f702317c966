package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Door A over real sockets, at the gateway, the STS and the admin listener alike. */
class FramingAttacksIT {
  private static final String SMUGGLED = "GET /evil HTTP/1.1\r\nHost: evil\r\n\r\n";

  @TempDir static Path scratch;
  private static AttackedDoors doors;

  @BeforeAll
  static void start() {
    doors = AttackedDoors.open(scratch.resolve("demo"));
  }

  @AfterAll
  static void stop() {
    doors.close();
  }

  @Test
  void theUnmodifiedTwinsPass() {
    doors.answered(get("Accept: */*"), 200);
    doors.answeredAtGateway(post("Content-Length: 2", "hi"));
  }

  @Test
  void a01_contentLengthThatOverflows() {
    doors.refused(post("Content-Length: 18446744073709551617", "h" + SMUGGLED), 400, 413);
    doors.refused(post("Content-Length: 9999999999999999999", "h" + SMUGGLED), 400, 413);
  }

  @Test
  void a02_transferCodingsThatOnlyLookLikeChunked() {
    for (var coding :
        List.of(
            "xchunked",
            "gzip, chunked",
            "chunked, identity",
            ",chunked",
            "chunked,chunked",
            "\"chunked\"",
            "chunked;q=1",
            "chu\tnked",
            "identity")) {
      doors.refused(post("Transfer-Encoding: " + coding, "0\r\n\r\n"), 400, 501);
    }
    doors.refused(
        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n"), 400, 501);
  }

  @Test
  void a03_lengthAndChunkedTogether() {
    doors.refused(
        post("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n" + SMUGGLED), 400);
    doors.refused(
        post("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n" + SMUGGLED), 400);
  }

  @Test
  void a04_chunkedOnHttp10() {
    doors.refused(
        "POST {path} HTTP/1.0\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
  }

  @Test
  void a05_contentLengthsThatAreNotOneNumber() {
    for (var length :
        List.of(
            "2, 2",
            "+2",
            "-2",
            "0x2",
            "",
            "1_0",
            "2 2",
            "2;",
            "\u00b2",
            "2\r\nContent-Length: 2")) {
      doors.refused(post("Content-Length: " + length, "hi"), 400);
    }
  }

  @Test
  void a06_junkAfterTheChunkSize() {
    for (var size : List.of("2zz", "0x2", "+2", "2 2", " 2", "-2", "", "FFFFFFFFFFFFFFFF2")) {
      doors.refused(chunked(size + "\r\nhi\r\n0\r\n\r\n"), 400, 413);
    }
  }

  @Test
  void a07_chunkLinesThatEndWrong() {
    doors.refused(chunked("2;\nhi\r\n0\r\n\r\n"), 400);
    doors.refused(chunked("2;a\rX\r\nhi\r\n0\r\n\r\n"), 400);
    doors.refused(chunked("2\nhi\r\n0\r\n\r\n"), 400);
  }

  @Test
  void a08_chunkWithoutItsLineEnd() {
    doors.refused(chunked("2\r\nhiXX0\r\n\r\n"), 400);
  }

  @Test
  void a09_chunkExtensionsWithoutEnd() {
    doors.refused(chunked("2;a=" + "x".repeat(65_536) + "\r\nhi\r\n0\r\n\r\n"), 400, 413);
  }

  @Test
  void a10_trailersThatCarryAnIdentity() {
    assertThat(doors.seenAfter(chunked("2\r\nhi\r\n0\r\nX-User-Id: admin\r\n\r\n")))
        .doesNotContain("X-User-Id");
  }

  @Test
  void a11_foldedFields() {
    doors.refused(get("X-A: b\r\n X-User-Id: admin"), 400);
    doors.refused(get("X-A: b\r\n\tX-User-Id: admin"), 400);
  }

  @Test
  void a12_fieldLinesThatAreNone() {
    for (var line :
        List.of(
            "X-A : b",
            " X-A: b",
            "X-A: b\nX-B: c",
            "X-A: b\u0000c",
            "X-A: b\rc",
            ": b",
            "X-A",
            "X A: b",
            "X-A\u0000: b",
            "X-\u00e9: b",
            "X-A:\u0001b",
            "X(A): b")) {
      doors.refused(get(line), 400);
    }
    doors.refused("GET {path} HTTP/1.1\nHost: {host}\n\n", 400);
  }

  @Test
  void a26_encodingsOfWhatThePathMustNotHold() {
    for (var path :
        List.of(
            "/%252e%252e/admin", "/%c0%ae%c0%ae/", "/a%00b", "/a%0d%0ab", "/%zz", "/%2", "/a%7f")) {
      doors.turnedAway("GET " + path + " HTTP/1.1\r\nHost: {host}\r\n\r\n", 400);
    }
  }

  @Test
  void a23_dotSegments() {
    for (var path :
        List.of(
            "/health/../admin/report",
            "/health/%2e%2e/admin/report",
            "/./health",
            "/health/..",
            "/health/.%2E/x",
            "/health/%2e",
            "/..;/health")) {
      doors.turnedAway("GET " + path + " HTTP/1.1\r\nHost: {host}\r\n\r\n", 400);
    }
  }

  @Test
  void a24_parametersInSegments() {
    doors.turnedAway("GET /health/..;/admin HTTP/1.1\r\nHost: {host}\r\n\r\n", 400);
    doors.turnedAway("GET /health;x=y HTTP/1.1\r\nHost: {host}\r\n\r\n", 400);
  }

  @Test
  void a25_slashesInDisguise() {
    for (var path : List.of("/public%2f..%2fadmin", "/a%5cb", "//admin/report", "/a//b", "/a\\b")) {
      doors.turnedAway("GET " + path + " HTTP/1.1\r\nHost: {host}\r\n\r\n", 400);
    }
  }

  @Test
  void a27_fragments() {
    doors.refused("GET /health#/admin/report HTTP/1.1\r\nHost: {host}\r\n\r\n", 400);
  }

  @Test
  void a30_targetsAndHostsThatDisagree() {
    doors.refused("GET http://evil/admin HTTP/1.1\r\nHost: {host}\r\n\r\n", 400);
    doors.refused("GET http://a@{host}/ HTTP/1.1\r\nHost: {host}\r\n\r\n", 400);
    doors.refused("GET {path} HTTP/1.1\r\nHost: a@evil\r\n\r\n", 400, 421);
    doors.refused("GET {path} HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\n\r\n", 400);
    doors.refused("GET {path} HTTP/1.1\r\n\r\n", 400);
    doors.refused("GET {path} HTTP/1.1\r\nHost: \r\n\r\n", 400, 421);
  }

  @Test
  void a31_hostsInOtherSpellings() {
    var gateway = doors.gatewayDoor();
    var shouted =
        "GET /health HTTP/1.1\r\nHost: LOCALHOST:" + port() + "\r\nConnection: close\r\n\r\n";
    assertThat(gateway.send(shouted).statuses()).containsExactly(200);
    doors.turnedAway("GET {path} HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421);
    doors.refused("GET {path} HTTP/1.1\r\nHost: localhost:99999\r\n\r\n", 400);
    doors.turnedAway("GET {path} HTTP/1.1\r\nHost: local..host\r\n\r\n", 400, 421);
  }

  @Test
  void a32_methodsThatAreNone() {
    doors.refused("get {path} HTTP/1.1\r\nHost: {host}\r\n\r\n", 400, 501);
    doors.refused("FOO {path} HTTP/1.1\r\nHost: {host}\r\n\r\n", 501);
    doors.answered("TRACE {path} HTTP/1.1\r\nHost: {host}\r\n\r\n", 405);
    doors.answered("CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n", 400, 405, 421);
    doors.answered("OPTIONS * HTTP/1.1\r\nHost: {host}\r\n\r\n", 200, 204, 400, 404, 405);
  }

  @Test
  void a39_headsThatAreTooLarge() {
    doors.refused(get("X-A: " + "x".repeat(900_000)), 431);
    doors.refused(get("X-A: b\r\n".repeat(200).strip()), 431);
  }

  @Test
  void a40_threeHundredCookies() {
    doors.answered(get("Cookie: " + "a=b; ".repeat(300) + "c=d"), 200, 400, 431);
  }

  @Test
  void a34_versionsThatAreNone() {
    doors.refused("GET {path} HTTP/1.2\r\nHost: {host}\r\n\r\n", 505);
    doors.refused("GET {path} HTTP/1.10\r\nHost: {host}\r\n\r\n", 400, 505);
    doors.refused("GET {path} HTTP/2.0\r\nHost: {host}\r\n\r\n", 400, 505);
    doors.refused("GET {path}\r\n\r\n", 400, 505);
  }

  @Test
  void a35_expectationsThatAreUnknown() {
    doors.refused(post("Expect: 100-continue, x\r\nContent-Length: 2", "hi"), 417);
  }

  private static String get(String fields) {
    return "GET {path} HTTP/1.1\r\nHost: {host}\r\n" + fields + "\r\n\r\n";
  }

  private static String post(String fields, String body) {
    return "POST {path} HTTP/1.1\r\nHost: {host}\r\n" + fields + "\r\n\r\n" + body;
  }

  private static String chunked(String body) {
    return post("Transfer-Encoding: chunked", body);
  }

  private static int port() {
    return java.net.URI.create(doors.gateway()).getPort();
  }
}
