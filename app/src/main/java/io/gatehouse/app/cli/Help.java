package io.gatehouse.app.cli;

import picocli.CommandLine.Option;

/** What every command understands. */
final class Help {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  boolean json() {
    return json;
  }
}
