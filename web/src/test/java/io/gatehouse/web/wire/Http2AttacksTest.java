package io.gatehouse.web.wire;

import static io.gatehouse.testkit.RawHttp2.CONTINUATION;
import static io.gatehouse.testkit.RawHttp2.DATA;
import static io.gatehouse.testkit.RawHttp2.END_HEADERS;
import static io.gatehouse.testkit.RawHttp2.END_STREAM;
import static io.gatehouse.testkit.RawHttp2.GOAWAY;
import static io.gatehouse.testkit.RawHttp2.HEADERS;
import static io.gatehouse.testkit.RawHttp2.PADDED;
import static io.gatehouse.testkit.RawHttp2.PING;
import static io.gatehouse.testkit.RawHttp2.PRIORITY;
import static io.gatehouse.testkit.RawHttp2.PUSH_PROMISE;
import static io.gatehouse.testkit.RawHttp2.RST_STREAM;
import static io.gatehouse.testkit.RawHttp2.SETTINGS;
import static io.gatehouse.testkit.RawHttp2.WINDOW_UPDATE;
import static io.gatehouse.testkit.RawHttp2.bytes;
import static io.gatehouse.testkit.RawHttp2.head;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.RawHttp2;
import io.gatehouse.web.Keys;
import io.gatehouse.web.Server;
import io.gatehouse.web.Server.Door;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The attacks on HTTP/2's frames, written by hand: each ends its connection with GOAWAY. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2AttacksTest {
  private static final int PROTOCOL = 1;
  private static final int FLOW_CONTROL = 3;
  private static final int CLOSED = 5;
  private static final int SIZE = 6;
  private static final int COMPRESSION = 9;
  private static final int CALM = 11;
  private static final byte[] NOTHING = {};
  private static final Charset LATIN = StandardCharsets.ISO_8859_1;

  private final Server server = Server.recording();

  @AfterAll
  void stop() {
    server.close();
  }

  private RawHttp2 begin() throws IOException {
    return RawHttp2.connect(Keys.localhost(), server.address(Door.TLS)).begin();
  }

  /** A good request first, so that each refusal stands beside an acceptance. */
  private void ends(int code, Consumer<RawHttp2> attack) {
    server.seen.clear();
    server.refusals.clear();
    try (var client = begin()) {
      assertThat(client.get(1, "/good").stream(1).getLast().ends()).isTrue();
      attack.accept(client);
      assertThat(client.next(GOAWAY)).hasValueSatisfying(f -> assertThat(f.code()).isEqualTo(code));
      assertThat(client.next()).isEmpty();
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
    assertThat(server.seen).containsExactly("GET /good ");
    assertThat(server.refusals).hasSize(1);
  }

  @Test
  void a43_streamsThatAreBegunAndResetAgainAndAgainEndTheConnection() throws IOException {
    server.refusals.clear();
    try (var client = begin()) {
      for (int i = 1; i < 500; i += 2) {
        client.get(i, "/reset").frame(RST_STREAM, 0, i, new byte[] {0, 0, 0, 8});
      }
      assertThat(client.next(GOAWAY)).hasValueSatisfying(f -> assertThat(f.code()).isEqualTo(CALM));
    }
    assertThat(server.refusals).hasSize(1);
  }

  @Test
  void a43_noMoreThanAHundredStreamsAreOpenAtATime() {
    ends(
        CALM,
        client -> {
          for (int i = 3; i < 220; i += 2) {
            client.request(i, false, head("POST", "/open"));
          }
        });
  }

  @Test
  void a43_framesThatWouldMakeTheServerResetItsOwnStreamsEndTheConnection() {
    ends(PROTOCOL, c -> c.frame(WINDOW_UPDATE, 0, 1, new byte[4]));
    ends(PROTOCOL, c -> c.frame(PRIORITY, 0, 3, new byte[] {0, 0, 0, 3, 1}));
    ends(CLOSED, c -> c.frame(DATA, 0, 1, "late"));
    ends(CLOSED, c -> c.get(1, "/again"));
    ends(SIZE, c -> c.frame(WINDOW_UPDATE, 0, 1, new byte[3]));
  }

  @Test
  void a45_anEndlessRowOfContinuationsEndsTheConnection() {
    ends(
        CALM,
        client -> {
          client.frame(HEADERS, END_STREAM, 3, RawHttp2.block(head("GET", "/long")));
          client.frames(40, bytes(CONTINUATION, 0, 3, NOTHING));
        });
    ends(
        CALM,
        client -> {
          client.frame(HEADERS, END_STREAM, 3, RawHttp2.block(head("GET", "/long")));
          var piece = RawHttp2.block("x", "y".repeat(16_000));
          client.frames(6, bytes(CONTINUATION, 0, 3, piece));
        });
  }

  @Test
  void a45_fewBytesThatUnfoldToManyFieldsEndTheConnection() {
    ends(
        CALM,
        client -> {
          // One entry of 3000 bytes in the table (RFC 7541 §6.2.1), and then its index, often.
          var bomb = new ByteArrayOutputStream();
          bomb.writeBytes(RawHttp2.block(head("GET", "/bomb")));
          bomb.write(0x40);
          bomb.writeBytes(Arrays.copyOfRange(RawHttp2.block("x", "y".repeat(3000)), 1, 3006));
          for (int i = 0; i < 8000; i++) {
            bomb.write(0x80 | 62);
          }
          client.frame(HEADERS, END_STREAM | END_HEADERS, 3, bomb.toByteArray());
        });
  }

  @Test
  void a45_floodsOfFramesThatCarryNothingEndTheConnection() {
    ends(CALM, c -> c.frames(600, bytes(SETTINGS, 0, 0, NOTHING)));
    ends(CALM, c -> c.frames(600, bytes(PING, 0, 0, new byte[8])));
    ends(CALM, c -> c.frames(600, bytes(PRIORITY, 0, 3, new byte[5])));
    ends(CALM, c -> c.frames(600, bytes(0xbe, 0, 3, new byte[5])));
    ends(
        CALM,
        c -> {
          c.request(3, false, head("POST", "/empty"));
          c.frames(600, bytes(DATA, 0, 3, NOTHING));
        });
    ends(
        CALM,
        c -> {
          c.request(3, false, head("POST", "/padding"));
          c.frames(600, bytes(DATA, PADDED, 3, new byte[] {8, 0, 0, 0, 0, 0, 0, 0, 0}));
        });
  }

  @Test
  void a45_framesOfALengthThatTheyCannotHaveEndTheConnection() {
    ends(
        SIZE, c -> c.raw(new String(Arrays.copyOf(bytes(DATA, 0, 3, new byte[16_385]), 9), LATIN)));
    ends(SIZE, c -> c.frame(SETTINGS, 0, 0, new byte[5]));
    ends(SIZE, c -> c.frame(SETTINGS, 1, 0, new byte[6]));
    ends(SIZE, c -> c.frame(SETTINGS, 0, 0, new byte[6 * 33]));
    ends(SIZE, c -> c.frame(PING, 0, 0, new byte[7]));
    ends(SIZE, c -> c.frame(RST_STREAM, 0, 1, new byte[3]));
    ends(SIZE, c -> c.frame(PRIORITY, 0, 3, new byte[4]));
    ends(PROTOCOL, c -> c.frame(HEADERS, END_HEADERS | PADDED, 3, new byte[] {9, 0}));
  }

  @Test
  void a45_framesWhereTheyMayNotStandEndTheConnection() {
    ends(PROTOCOL, c -> c.frame(CONTINUATION, END_HEADERS, 1, NOTHING));
    ends(PROTOCOL, c -> c.frame(PUSH_PROMISE, END_HEADERS, 1, new byte[4]));
    ends(PROTOCOL, c -> c.frame(DATA, 0, 3, "idle"));
    ends(PROTOCOL, c -> c.frame(DATA, 0, 0, "none"));
    ends(PROTOCOL, c -> c.frame(RST_STREAM, 0, 9, new byte[4]));
    ends(PROTOCOL, c -> c.frame(PING, 0, 1, new byte[8]));
    ends(PROTOCOL, c -> c.get(4, "/even"));
    ends(
        PROTOCOL,
        c ->
            c.frame(HEADERS, END_STREAM, 3, RawHttp2.block(head("GET", "/cut")))
                .frame(PING, 0, 0, new byte[8]));
    ends(
        PROTOCOL,
        c ->
            c.frame(HEADERS, END_STREAM, 3, RawHttp2.block(head("GET", "/cut")))
                .frame(CONTINUATION, END_HEADERS, 5, NOTHING));
  }

  @Test
  void a45_settingsThatNoServerCanServeEndTheConnection() {
    ends(PROTOCOL, c -> c.frame(SETTINGS, 0, 0, new byte[] {0, 2, 0, 0, 0, 2}));
    ends(PROTOCOL, c -> c.frame(SETTINGS, 0, 0, new byte[] {0, 5, 0, 0, 0, 1}));
    ends(PROTOCOL, c -> c.frame(SETTINGS, 0, 0, new byte[] {0, 1, 0x7f, 0, 0, 0}));
    ends(FLOW_CONTROL, c -> c.frame(SETTINGS, 0, 0, new byte[] {0, 4, -1, -1, -1, -1}));
  }

  @Test
  void a45_contentBeyondTheWindowEndsTheConnection() {
    var streams = new StreamTable(Long.MAX_VALUE);
    var output = new FrameOutput();
    output.begin(100_000);
    var rules = new FrameRules(WireLimits.usual(), streams, output, System::nanoTime);
    var scanner = new FrameScanner(rules, output);
    scan(scanner, RawHttp2.PREFACE.getBytes(LATIN));
    scan(scanner, bytes(SETTINGS, 0, 0, NOTHING));
    byte[] block = RawHttp2.block(head("POST", "/fast"));
    scan(scanner, bytes(HEADERS, END_HEADERS, 1, block));
    for (int i = 0; i < 3; i++) {
      scan(scanner, bytes(DATA, 0, 1, new byte[16_384]));
    }
    assertThat(scanner.fault()).isEqualTo(FrameFault.NONE);
    scan(scanner, bytes(DATA, 0, 1, new byte[16_384]));
    assertThat(scanner.fault()).isEqualTo(FrameFault.FLOW);
  }

  private static void scan(FrameScanner scanner, byte[] bytes) {
    scanner.scan(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  @Test
  void a45_fieldsThatCannotBeDecodedEndTheConnection() {
    for (var block :
        List.of(
            new byte[] {(byte) 0xff, -1, -1, -1, -1, 15},
            new byte[] {(byte) 0xfe},
            new byte[] {(byte) 0x80},
            new byte[] {0x3f, -1, -1, 15},
            new byte[] {0x10, 5, 'a'})) {
      ends(COMPRESSION, c -> c.frame(HEADERS, END_STREAM | END_HEADERS, 3, block));
    }
  }
}
