package io.gatehouse.app.cli;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.load.ConfigurationReader;
import io.gatehouse.identity.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A person at a terminal in a folder. */
final class Terminal implements Servers {
  private final Path folder;
  private final List<String> started = new ArrayList<>();
  private Optional<String> bindProblem = Optional.empty();

  Terminal(Path folder) {
    this.folder = folder;
  }

  /** What a command line did. */
  record Run(int exit, String out, String err) {}

  Run type(String... arguments) throws IOException {
    return typeWithInput("", arguments);
  }

  Run typeWithInput(String input, String... arguments) throws IOException {
    var out = new StringWriter();
    var err = new StringWriter();
    var surroundings =
        new Surroundings(
            new BufferedReader(new StringReader(input)),
            new PrintWriter(out),
            new PrintWriter(err),
            folder,
            Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC),
            new SecureRandom(),
            HttpClient::newHttpClient,
            new ConfigurationReader(
                Files.getOwner(folder).getName(), _ -> Optional.empty(), List.of()));
    var exit = new CommandTree(surroundings, this).run(arguments);
    return new Run(exit, out.toString(), err.toString());
  }

  void directorySays(String problem) {
    bindProblem = Optional.of(problem);
  }

  List<String> started() {
    return List.copyOf(started);
  }

  @Override
  public Exit start(Configuration configuration, Path file, Path state) {
    started.add("node of " + folder.relativize(file) + " in " + folder.relativize(state));
    return Exit.OK;
  }

  @Override
  public Exit demo(Path dir, OptionalInt ports) {
    started.add("demo in " + folder.relativize(dir) + " at " + ports);
    return Exit.OK;
  }

  @Override
  public Optional<String> bind(String url, String dn, Secret password) {
    started.add("bind to " + url + " as " + dn);
    return bindProblem;
  }
}
