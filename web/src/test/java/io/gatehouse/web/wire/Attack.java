package io.gatehouse.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.web.Server;
import io.gatehouse.web.Server.Door;
import io.gatehouse.web.Wire;
import java.util.List;
import java.util.stream.Stream;

/** Sends an attack beside a good request, and says what must have become of both. */
final class Attack {
  private static final String GOOD = "GET /good HTTP/1.1\r\nHost: h\r\n\r\n";

  private final Server server;

  Attack(Server server) {
    this.server = server;
  }

  /** A way in and how the bytes are cut. */
  record Way(Door door, int piece) {}

  static Stream<Way> ways() {
    return Stream.of(Door.values())
        .flatMap(door -> Stream.of(new Way(door, 1 << 16), new Way(door, 1)));
  }

  /** Sent first, so that every refusal stands beside an acceptance on the same connection. */
  void refused(Way way, String bytes, Integer... statuses) {
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
  void refusedOrBroken(Way way, String bytes, Integer... statuses) {
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
}
