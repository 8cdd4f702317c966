package io.gatehouse.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.web.Server;
import io.gatehouse.web.Server.Door;
import io.gatehouse.web.Wire;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PipeliningTest {
  private static final String GOOD = "GET /good HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String POST = "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi";
  private static final String BAD = "GET /bad HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n";

  private final Server server = Server.recording();

  @AfterEach
  void stop() {
    server.close();
  }

  /**
   * The bytes of all messages come in one read; nothing more ever comes. Unless the verdict that is
   * pending wakes the parser up, nobody asks for the refusal and the connection hangs.
   */
  @ParameterizedTest
  @EnumSource(Door.class)
  void answersOfGoodMessagesComeBeforeTheRefusalOfABadOne(Door door) {
    try (Wire wire = server.connect(door)) {
      var answers = wire.send(GOOD + POST + GOOD + BAD + GOOD).answers();
      assertThat(answers).extracting(Wire.Answer::status).containsExactly(200, 200, 200, 400);
      assertThat(server.seen).containsExactly("GET /good ", "POST /p hi", "GET /good ");
    }
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void goodAndBadInRandomCutsNeverHangNorLeak(Door door) {
    var random = new Random(7);
    for (int round = 0; round < 20; round++) {
      server.seen.clear();
      int before = random.nextInt(12);
      String stream = (random.nextBoolean() ? GOOD : POST).repeat(before) + BAD + GOOD;
      try (Wire wire = server.connect(door)) {
        var answers = wire.send(stream, 1 + random.nextInt(90)).answers();
        assertThat(answers).hasSize(before + 1);
        assertThat(answers.getLast().status()).isEqualTo(400);
        assertThat(server.seen).hasSize(before);
      }
    }
  }

  @Test
  void afterAnAnswerThatIsTheLastNothingIsWritten() {
    try (Wire wire = server.connect(Door.PLAIN)) {
      String last = "GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
      assertThat(wire.send(last + BAD).answers())
          .extracting(Wire.Answer::status)
          .containsExactly(200);
    }
  }
}
