package io.gatehouse.app.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.gatehouse.app.config.Logs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much is told on standard output, and in which form. */
final class Logging {
  private static final String OURS = "io.gatehouse";
  private static final String APPENDER = "out";

  private Logging() {}

  /** Holds from here on, for the whole process. */
  static void apply(Logs logs) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      apply(logs, context);
    }
  }

  static void apply(Logs logs, LoggerContext context) {
    var level = Level.toLevel(logs.level().name());
    for (var logger : context.getLoggerList()) {
      if (logger.getLevel() != null && level.isGreaterOrEqual(logger.getLevel())) {
        logger.setLevel(level);
      }
    }
    context.getLogger(OURS).setLevel(level);
    // What libraries tell below INFO may hold what callers sent.
    context
        .getLogger(Logger.ROOT_LOGGER_NAME)
        .setLevel(level.isGreaterOrEqual(Level.INFO) ? level : Level.INFO);
    switch (logs.format()) {
      case TEXT -> {}
      case JSON -> json(context);
    }
  }

  private static void json(LoggerContext context) {
    var appender = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER);
    if (appender instanceof OutputStreamAppender<ILoggingEvent> out) {
      // Stopping the appender would close its stream.
      out.setEncoder(encoder(context));
    }
  }

  private static JsonEncoder encoder(LoggerContext context) {
    var encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.setWithMDC(false);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithFormattedMessage(true);
    encoder.start();
    return encoder;
  }
}
