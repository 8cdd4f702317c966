package io.gatehouse.app.cli;

import io.gatehouse.app.config.value.Parsed;
import io.gatehouse.identity.Secret;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Asks a person until the answer can be used; a script that answers wrongly ends the command. */
record Questions(Surroundings surroundings) {

  /** An empty line takes what is offered. */
  <T> T ask(String question, String offered, Function<String, Parsed<T>> parser) {
    while (true) {
      var suffix = offered.isEmpty() ? ": " : " [" + offered + "]: ";
      var line = line(question + suffix).strip();
      switch (parser.apply(line.isEmpty() ? offered : line)) {
        case Parsed.Good<T> good -> {
          return good.value();
        }
        case Parsed.Bad<T> bad -> surroundings.err().println(bad.message());
      }
    }
  }

  /** Is not shown while it is typed, where there is a terminal. */
  Secret secret(String question) {
    var console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    return console.isPresent()
        ? Secret.ofText(new String(console.get().readPassword("%s: ", question)))
        : Secret.ofText(line(question + ": "));
  }

  private String line(String prompt) {
    surroundings.err().print(prompt);
    surroundings.err().flush();
    return read(surroundings.in())
        .orElseThrow(() -> Stop.badInput("\nNo answer; nothing was written."));
  }

  private static Optional<String> read(BufferedReader in) {
    try {
      return Optional.ofNullable(in.readLine());
    } catch (IOException closed) {
      return Optional.empty();
    }
  }
}
