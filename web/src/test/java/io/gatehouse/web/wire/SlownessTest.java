package io.gatehouse.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.ProblemKind;
import io.gatehouse.web.Server;
import io.gatehouse.web.Server.Door;
import io.gatehouse.web.Wire;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlownessTest {
  private static final WireLimits IMPATIENT =
      new WireLimits(32 * 1024, 100, 8192, 4096, 1 << 20, Duration.ofMillis(300), 1024);

  @ParameterizedTest
  @EnumSource(Door.class)
  void a41_aHeadThatDoesNotComeToItsEndIsAnswered408(Door door) {
    try (Server server = Server.recording(IMPATIENT);
        Wire wire = server.connect(door)) {
      List<Wire.Answer> answers = wire.send("GET /a HTTP/1.1\r\nHost: h\r\nX").answers();
      assertThat(answers).extracting(Wire.Answer::status).containsExactly(408);
      assertThat(server.seen).isEmpty();
      assertThat(server.refusals)
          .extracting(RefusalLog.Refusal::kind)
          .containsExactly(ProblemKind.TIMEOUT);
    }
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void a41_anIdleConnectionIsNoSlowHead(Door door) throws InterruptedException {
    try (Server server = Server.recording(IMPATIENT);
        Wire wire = server.connect(door)) {
      String good = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
      assertThat(wire.send(good, 5).answer().status()).isEqualTo(200);
      new java.util.concurrent.CountDownLatch(1)
          .await(500, java.util.concurrent.TimeUnit.MILLISECONDS);
      assertThat(wire.send(good, 5).answer().status()).isEqualTo(200);
      assertThat(server.refusals).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void a41_contentThatTricklesIsBrokenOffAndNeverWhole(Door door) {
    try (Server server = Server.recording(IMPATIENT);
        Wire wire = server.connect(door)) {
      wire.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 900\r\n\r\nslow");
      assertThat(wire.answers()).noneMatch(answer -> answer.status() < 400);
      assertThat(server.seen).isEmpty();
      assertThat(server.refusals).singleElement().matches(refusal -> !refusal.answered());
    }
  }
}
