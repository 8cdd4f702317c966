package io.gatehouse.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse sign --key FILE -- curl ...}. */
@Command(
    name = "sign",
    description = "Run curl with the request signed. The exit code is curl's.",
    footer = {
      "",
      "Example: gatehouse sign --key bob.json -- curl https://localhost:8443/orders/42"
    })
final class SignCommand implements Callable<Integer> {
  @Mixin final Help help = new Help();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "The key file that `gatehouse hmac create` wrote.")
  private Path key = Path.of("");

  @Option(names = "--print", description = "Print the added header fields; do not run curl.")
  private boolean print;

  @Parameters(paramLabel = "-- curl ...", description = "The command line to sign.")
  private List<String> command = new ArrayList<>();

  private final Surroundings surroundings;

  SignCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    var request = CurlRequest.parse(command, surroundings.folder());
    var fields = Signing.of(surroundings.folder().resolve(key), surroundings).sign(request);
    if (print) {
      fields.forEach(surroundings.out()::println);
      return Exit.OK.code();
    }
    var arguments = new ArrayList<>(command);
    fields.forEach(field -> arguments.addAll(List.of("-H", field)));
    return run(arguments);
  }

  private int run(List<String> arguments) {
    surroundings.out().flush();
    try {
      var curl = new ProcessBuilder(arguments);
      return curl.directory(surroundings.folder().toFile()).inheritIO().start().waitFor();
    } catch (IOException absent) {
      throw Stop.badInput("curl cannot be run. Install it, or use --print.");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Stop(Exit.UNREACHABLE, "Interrupted.");
    }
  }
}
