package io.gatehouse.app.cli;

import io.gatehouse.app.config.value.Durations;
import io.gatehouse.app.config.value.Parsed;
import java.time.Duration;

/** Times as options take them. */
final class Expiry {
  private Expiry() {}

  static Duration of(String text) {
    return switch (Durations.parse(text)) {
      case Parsed.Good<Duration> good -> good.value();
      case Parsed.Bad<Duration> bad -> throw Stop.badInput("`" + text + "`: " + bad.message());
    };
  }
}
