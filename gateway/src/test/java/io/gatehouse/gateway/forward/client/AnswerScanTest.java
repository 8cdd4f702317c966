package io.gatehouse.gateway.forward.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerScanTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: CHUNKED\r\n\r\n";

  private static final List<String> WITH_TWO_READINGS =
      List.of(
          "HTTP/2 200 OK\r\n\r\n",
          "HTTP/1.2 200 OK\r\n\r\n",
          "http/1.1 200 OK\r\n\r\n",
          "ICY 200 OK\r\n\r\n",
          "HTTP/1.1  200 OK\r\n\r\n",
          "HTTP/1.1 20 OK\r\n\r\n",
          "HTTP/1.1 2000 OK\r\n\r\n",
          "HTTP/1.1 600 OK\r\n\r\n",
          "HTTP/1.1 099 OK\r\n\r\n",
          "HTTP/1.1 200 O\u0000K\r\n\r\n",
          "HTTP/1.1 200 OK\n\n",
          "HTTP/1.1 200 OK\r\r\n\r\n",
          "HTTP/1.1 200 OK\r\n X: folded\r\n\r\n",
          "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n",
          "HTTP/1.1 200 OK\r\nX : a\r\n\r\n",
          "HTTP/1.1 200 OK\r\n: a\r\n\r\n",
          "HTTP/1.1 200 OK\r\nX\r\n\r\n",
          "HTTP/1.1 200 OK\r\nX: a\nY: b\r\n\r\n",
          "HTTP/1.1 200 OK\r\nX: a\rY: b\r\n\r\n",
          "HTTP/1.1 200 OK\r\nX: \u0001\r\n\r\n",
          "HTTP/1.1 200 OK\r\nX: \u007f\r\n\r\n",
          "HTTP/1.1 200 OK\r\n\u00e4: a\r\n\r\n",
          "HTTP/1.1 101 Switching Protocols\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
          "HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\na",
          "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\na",
          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\na",
          "HTTP/1.1 200 OK\r\nContent-Length: 0x1\r\n\r\na",
          "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\na",
          "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551617\r\n\r\na",
          "HTTP/1.1 200 OK\r\nContent_Length: 1\r\n\r\na",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer_Encoding: chunked\r\n\r\n0\r\n\r\n",
          "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello",
          "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "HTTP/1.1 204 No Content\r\n\r\nhello",
          "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nhello",
          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell");

  private static Stream<String> withTwoReadings() {
    return WITH_TWO_READINGS.stream();
  }

  /** What became of a stream: its status with its content, or what was wrong. */
  private static String reading(String stream, boolean toHead, List<Integer> pieces) {
    var scan = new AnswerScan();
    var read = new StringBuilder();
    var bytes = stream.getBytes(StandardCharsets.ISO_8859_1);
    Content content = null;
    int from = 0;
    try {
      for (int length : pieces) {
        var piece = ByteBuffer.wrap(bytes, from, length).slice();
        from += length;
        if (content == null) {
          if (!scan.scan(piece)) {
            continue;
          }
          content = Content.of(scan.head(), toHead);
        }
        content.unframe(piece);
        read.append(StandardCharsets.ISO_8859_1.decode(piece));
      }
      if (content == null) {
        return "no head";
      }
      content.end();
      return scan.head().status() + " " + read;
    } catch (Nonsense nonsense) {
      return "nonsense";
    }
  }

  private static String whole(String stream) {
    return reading(stream, false, List.of(stream.length()));
  }

  private static String bytewise(String stream) {
    return reading(stream, false, Stream.generate(() -> 1).limit(stream.length()).toList());
  }

  static Stream<List<String>> good() {
    return Stream.of(
        List.of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "200 hello"),
        List.of("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", "200 "),
        List.of("HTTP/1.0 404 Not Found\r\n\r\nuntil the end", "404 until the end"),
        List.of("HTTP/1.1 200 OK\r\ncontent-length:\t5 \r\nA:\r\n\r\nhello", "200 hello"),
        List.of("HTTP/1.1 204 No Content\r\n\r\n", "204 "),
        List.of("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", "204 "),
        List.of("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "304 "),
        List.of(
            "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            "200 ok"),
        List.of(
            CHUNKED + "5\r\nhello\r\n00a;x=y\r\n, world..\n\r\n0\r\nX-T: v\r\n\r\n",
            "200 hello, world..\n"));
  }

  @ParameterizedTest
  @MethodSource("good")
  void aGoodAnswerIsReadTheSameInPiecesOfAnySize(List<String> answer) {
    assertThat(whole(answer.getFirst())).isEqualTo(answer.getLast());
    assertThat(bytewise(answer.getFirst())).isEqualTo(answer.getLast());
  }

  @ParameterizedTest
  @MethodSource("withTwoReadings")
  void a37_anAnswerWithTwoReadingsIsNonsense(String stream) {
    assertThat(whole(stream)).isEqualTo("nonsense");
    assertThat(bytewise(stream)).isEqualTo("nonsense");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        "g\r\n",
        "+5\r\nhello\r\n0\r\n\r\n",
        " 5\r\nhello\r\n0\r\n\r\n",
        "5 \r\nhello\r\n0\r\n\r\n",
        "0x5\r\nhello\r\n0\r\n\r\n",
        "1000000000000000\r\nx",
        "5\nhello\r\n0\r\n\r\n",
        "5\r\nhelloo\r\n0\r\n\r\n",
        "5\r\nhello\n0\r\n\r\n",
        "5;a=\u0001\r\nhello\r\n0\r\n\r\n",
        "5\r\nhello\r\n0\r\n",
        "5\r\nhello\r\n0\r\nX Y: a\r\n\r\n",
        "5\r\nhello\r\n0\r\n folded\r\n\r\n",
        "5\r\nhello\r\n0\r\nX: \n\r\n",
        "5\r\nhello\r\n0\r\n\r\n!",
        "5\r\nhel"
      })
  void a37_aFaultyChunkIsNonsense(String chunks) {
    var stream = CHUNKED + chunks;

    assertThat(whole(stream)).isEqualTo("nonsense");
    assertThat(bytewise(stream)).isEqualTo("nonsense");
  }

  @Test
  void a37_aHeadWithoutEndIsGivenUp() {
    for (var part : List.of("HTTP/1.1 200 " + "x".repeat(40_000), head("X: y\r\n", 200))) {
      assertThat(whole(part)).isEqualTo("nonsense");
      assertThat(bytewise(part)).isEqualTo("nonsense");
    }
    assertThat(bytewise("HTTP/1.1 100 Continue\r\n\r\n".repeat(2000))).isEqualTo("nonsense");
  }

  private static String head(String line, int times) {
    return "HTTP/1.1 200 OK\r\n" + line.repeat(times) + "\r\n";
  }

  @Test
  void theLengthInAnAnswerToHeadIsNotThatOfItsContent() {
    var answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";

    assertThat(reading(answer, true, List.of(answer.length()))).isEqualTo("200 ");
    assertThat(reading(answer + "hello", true, List.of(answer.length() + 5))).isEqualTo("nonsense");
  }

  @Test
  void everySplitOfABrokenStreamGivesOneVerdict() {
    var random = new Random(7);
    var parts =
        List.of(
            "HTTP/1.1 200 OK\r\n",
            "Content-Length: 3\r\n",
            "Transfer-Encoding: chunked\r\n",
            "X: y\r\n",
            "\r\n",
            "3\r\nabc\r\n",
            "0\r\n\r\n",
            "abc",
            "\n",
            "\u0000",
            " ");
    for (int i = 0; i < 20_000; i++) {
      var stream = new StringBuilder("HTTP/1.1 200 OK\r\n");
      for (int j = random.nextInt(8); j >= 0; j--) {
        stream.append(parts.get(random.nextInt(parts.size())));
      }
      var text = stream.toString();
      var verdict = whole(text);
      assertThat(bytewise(text)).as(text).isEqualTo(verdict);
      int cut = random.nextInt(text.length());
      assertThat(reading(text, false, List.of(cut, text.length() - cut)))
          .as(text)
          .isEqualTo(verdict);
    }
  }

  @Test
  void aFieldThatWouldBeTwoLinesIsNotWritten() {
    var text = new HeadText();

    assertThatThrownBy(() -> text.field("X", "a\r\nY: b"))
        .isInstanceOf(IllegalArgumentException.class);
    text.clear().field("X", "a\u010d\u010ab\tc");
    assertThat(StandardCharsets.ISO_8859_1.decode(text.toSend()).toString())
        .isEqualTo("X: a??b\tc\r\n");
  }
}
