package io.gatehouse.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import io.gatehouse.app.config.Logs;
import io.gatehouse.app.config.value.ByteSize;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import tools.jackson.databind.json.JsonMapper;

final class LoggingTest {
  private final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void asAtTheStart() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%level %logger{0} %msg%n");
    encoder.start();
    var appender = new OutputStreamAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setName("out");
    appender.setEncoder(encoder);
    appender.setOutputStream(out);
    appender.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.INFO);
    context.getLogger("io.undertow").setLevel(Level.WARN);
  }

  private String told(Logs.Level level, Logs.Format format) {
    Logging.apply(
        new Logs(
            level,
            format,
            new Logs.Decisions(Duration.ofDays(1), new ByteSize(1), false),
            new Logs.Audit(Optional.empty())),
        context);
    var ours = context.getLogger("io.gatehouse.app.Some");
    var library = context.getLogger("com.library.Some");
    ours.debug("our detail {}", "\"x\"");
    library.debug("their detail");
    ours.info("our line");
    context.getLogger("io.undertow.Some").warn("their warning");
    ours.error("our failure");
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theUsualLevelTellsLines() {
    assertThat(told(Logs.Level.INFO, Logs.Format.TEXT))
        .isEqualTo("INFO Some our line\nWARN Some their warning\nERROR Some our failure\n");
  }

  @Test
  void theFinestLevelTellsOurDetailsAndNobodyElses() {
    assertThat(told(Logs.Level.TRACE, Logs.Format.TEXT))
        .startsWith("DEBUG Some our detail \"x\"\n")
        .doesNotContain("their detail");
  }

  @Test
  void theCoarsestLevelTellsFailuresOnly() {
    assertThat(told(Logs.Level.ERROR, Logs.Format.TEXT)).isEqualTo("ERROR Some our failure\n");
  }

  @Test
  void forProgramsEachLineIsOneObject() {
    var lines = told(Logs.Level.DEBUG, Logs.Format.JSON).lines().toList();

    assertThat(lines).hasSize(4);
    var first = JsonMapper.shared().readTree(lines.getFirst());
    assertThat(first.get("level").asString()).isEqualTo("DEBUG");
    assertThat(first.get("loggerName").asString()).isEqualTo("io.gatehouse.app.Some");
    assertThat(first.get("formattedMessage").asString()).isEqualTo("our detail \"x\"");
  }
}
