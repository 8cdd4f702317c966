package io.gatehouse.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireScannerTest {
  private static final List<String> PIECES =
      List.of(
          "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
          "GET http://h:8/a?b=%20 HTTP/1.1\r\nhost: \tH:8 \r\n\r\n",
          "OPTIONS * HTTP/1.0\r\nHost:h\r\n\r\n",
          "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello",
          "PUT /a HTTP/1.1\r\nHost: h\r\ntransfer-encoding: CHUNKED\r\n\r\n3;x=y\r\nabc\r\n0\r\nT: v\r\n\r\n",
          "POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: h\r\nHostile: x\r\nContent-Lengths: x\r\nTe: x\r\nE: y\r\n\r\n");

  @Test
  void goodMessagesPassHoweverTheyAreCut() {
    String stream = String.join("", PIECES);
    for (int size = 1; size <= stream.length(); size++) {
      var scanner = new WireScanner(WireLimits.usual());
      assertThat(feed(scanner, stream, size)).isEqualTo(stream.length());
      assertThat(scanner.fault()).isEqualTo(Fault.NONE);
      assertThat(scanner.messages()).isEqualTo(PIECES.size());
      assertThat(scanner.isInHead() || scanner.isInContent()).isFalse();
    }
  }

  @Test
  void wholeByteWiseAndRandomCutsGiveOneVerdict() {
    var random = new Random(20260101);
    for (int i = 0; i < 60_000; i++) {
      String stream = mutated(random);
      var whole = verdict(stream, stream.length());
      assertThat(verdict(stream, 1)).as(stream).isEqualTo(whole);
      assertThat(verdict(stream, 1 + random.nextInt(stream.length()))).as(stream).isEqualTo(whole);
    }
  }

  @Test
  void aBadMessageIsHeldBackWholeAndTheGoodOnesBeforeItPass() {
    String good = PIECES.getFirst() + PIECES.get(3);
    String bad = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2zz\r\n";
    var scanner = new WireScanner(WireLimits.usual());
    var bytes = bytes(good + bad);
    assertThat(scanner.scan(bytes, 0, bytes.limit())).isEqualTo(good.length());
    assertThat(scanner.fault()).isEqualTo(Fault.CHUNK_SIZE);
    assertThat(scanner.isTooLateToHold()).isFalse();
  }

  @Test
  void contentThatGoesBadAfterItsHeadWentThroughIsTooLateToHold() {
    var scanner = new WireScanner(WireLimits.usual());
    var head = bytes("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n");
    scanner.scan(head, 0, head.limit());
    var rest = bytes("hiX");
    scanner.scan(rest, 0, rest.limit());
    assertThat(scanner.fault()).isEqualTo(Fault.CHUNK_END);
    assertThat(scanner.isTooLateToHold()).isTrue();
  }

  @Test
  void limitsHoldToTheByte() {
    String line = "GET / HTTP/1.1\r\n";
    String host = "Host: h\r\n";
    int room = 32 * 1024 - line.length() - host.length() - "X: \r\n\r\n".length();
    assertThat(verdict(line + host + "X: " + "x".repeat(room) + "\r\n\r\n", 7).fault())
        .isEqualTo(Fault.NONE);
    assertThat(verdict(line + host + "X: " + "x".repeat(room + 1) + "\r\n\r\n", 7).fault())
        .isEqualTo(Fault.HEAD_LARGE);
    assertThat(verdict(line + host + "X: y\r\n".repeat(99) + "\r\n", 9).fault())
        .isEqualTo(Fault.NONE);
    assertThat(verdict(line + host + "X: y\r\n".repeat(100) + "\r\n", 9).fault())
        .isEqualTo(Fault.FIELDS_MANY);
  }

  private static String mutated(Random random) {
    var stream = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      stream.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(stream.length());
      String marks = "\r\n \t:;,%/#*0129afzAZ\0\u007f\u00e9h";
      switch (random.nextInt(3)) {
        case 0 -> stream.setCharAt(at, marks.charAt(random.nextInt(marks.length())));
        case 1 -> stream.insert(at, marks.charAt(random.nextInt(marks.length())));
        default -> stream.deleteCharAt(at);
      }
    }
    return stream.toString();
  }

  private record Verdict(Fault fault, int messages) {}

  private static Verdict verdict(String stream, int piece) {
    var scanner = new WireScanner(WireLimits.usual());
    feed(scanner, stream, piece);
    return new Verdict(scanner.fault(), scanner.messages());
  }

  private static int feed(WireScanner scanner, String stream, int piece) {
    var all = bytes(stream);
    int passed = 0;
    for (int i = 0; i < all.limit() && scanner.fault() == Fault.NONE; i += piece) {
      int end = Math.min(all.limit(), i + piece);
      passed += scanner.scan(all, i, end) - i;
    }
    return passed;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void everyFaultHasAStatusThatIsNoServerError() {
    var kinds = new ArrayList<>(List.of(Fault.values()));
    kinds.remove(Fault.NONE);
    assertThat(kinds)
        .allMatch(fault ->
            fault.kind().status() < 500
                || fault.kind().status() == 501
                || fault.kind().status() == 505);
  }
}
