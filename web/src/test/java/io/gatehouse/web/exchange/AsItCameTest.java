package io.gatehouse.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.web.Server;
import io.gatehouse.web.Server.Door;
import io.gatehouse.web.Wire;
import io.gatehouse.web.endpoint.Reply;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the parser above the guard changes comes back: the head is judged as it was sent. */
class AsItCameTest {
  private static final String[] VALUES = {
    "a", "a b", "a  b", "a\tb", "a \t b", "\"x   y\"  z", "", "\u00e9  \u00e9"
  };
  private static final String[] TARGETS = {"/a", "/a?", "/a??", "/a?x", "/a?x?", "/a?%3F"};

  private final Server server = Server.with(AsItCameTest::echo);

  @AfterEach
  void stop() {
    server.close();
  }

  private static void echo(Exchange exchange) {
    var request = exchange.request();
    var said = request.target() + "|" + request.query() + "|" + request.values("X-Value");
    exchange.readBody(1024, _ -> exchange.reply(Reply.of(200, "text/plain", said)));
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void valuesAndTargetsInRandomCutsComeAsTheyWereSent(Door door) {
    var random = new Random(11);
    for (int round = 0; round < 10; round++) {
      var sent = new StringBuilder();
      var expected = new java.util.ArrayList<String>();
      for (int i = 0; i < 12; i++) {
        var target = TARGETS[random.nextInt(TARGETS.length)];
        var value = VALUES[random.nextInt(VALUES.length)];
        var body = random.nextBoolean() ? "hi  there" : "";
        sent.append(message(target, "  " + value + " \t", body));
        int mark = target.indexOf('?');
        var query = mark < 0 ? "Optional.empty" : "Optional[" + target.substring(mark + 1) + "]";
        expected.add(target + "|" + query + "|[" + value + ", one]");
      }
      try (Wire wire = server.connect(door)) {
        wire.send(sent.toString(), 1 + random.nextInt(200));
        for (var said : expected) {
          assertThat(wire.answer().content()).isEqualTo(said);
        }
      }
    }
  }

  private static String message(String target, String value, String body) {
    var length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    return (body.isEmpty() ? "GET " : "POST ")
        + target
        + " HTTP/1.1\r\nHost: h\r\nX-Value:"
        + value
        + "\r\n"
        + length
        + "x-value: one\r\n\r\n"
        + body;
  }

  @ParameterizedTest
  @CsvSource({"PLAIN", "TLS"})
  void aFieldThatFramesTheMessageKeepsItsMeaning(Door door) {
    try (Wire wire = server.connect(door)) {
      wire.send(
          "POST /a? HTTP/1.1\r\nHost:  h \r\nContent-Length:  2  \r\nX-Value: a  b\r\n\r\nhi");
      assertThat(wire.answer().content()).isEqualTo("/a?|Optional[]|[a  b]");
    }
  }
}
