package io.gatehouse.app.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatehouse version}. */
@Command(name = "version", description = "Say which version this is.")
final class VersionCommand implements Callable<Integer> {
  @Mixin private final Help help = new Help();

  private final Surroundings surroundings;

  VersionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    var version =
        Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
            .orElse("unpacked");
    var java = Runtime.version().toString();
    var line =
        help.json()
            ? Json.object().put("version", version).put("java", java).toString()
            : "Gatehouse " + version + " on Java " + java;
    surroundings.out().println(line);
    return Exit.OK.code();
  }
}
