package io.gatehouse.app.cli;

import io.gatehouse.identity.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which running instance a command is for. */
final class Instance {
  private static final List<String> NOTES = List.of("demo.json", "admin.json");

  @Option(names = "--dir", paramLabel = "DIR", description = "The folder of a running instance.")
  private Optional<Path> dir = Optional.empty();

  @Option(names = "--admin", paramLabel = "URL", description = "The admin address of an instance.")
  private Optional<URI> admin = Optional.empty();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The file with the admin token.")
  private Optional<Path> tokenFile = Optional.empty();

  /** The admin API of the instance. */
  AdminClient client(Surroundings surroundings) {
    var folder = dir.map(surroundings.folder()::resolve);
    if (admin.isPresent() == folder.isPresent() && admin.isPresent()) {
      throw Stop.badInput("Give either --dir, or --admin with --token-file.");
    }
    return admin.isPresent()
        ? new AdminClient(surroundings.http().get(), admin.get(), token(writtenToken(surroundings)))
        : inFolder(surroundings, folder.or(() -> usual(surroundings)).orElseThrow(Instance::none));
  }

  private Path writtenToken(Surroundings surroundings) {
    return tokenFile
        .map(surroundings.folder()::resolve)
        .orElseThrow(() -> Stop.badInput("--admin needs --token-file with the admin token."));
  }

  private static Stop none() {
    return Stop.badInput(
        "Which instance? Give --dir with its folder, or --admin URL with --token-file.");
  }

  private static Optional<Path> usual(Surroundings surroundings) {
    return List.of("gatehouse-state", "demo").stream()
        .map(surroundings.folder()::resolve)
        .filter(folder -> note(folder).isPresent())
        .findFirst();
  }

  private static Optional<Path> note(Path folder) {
    return NOTES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
  }

  private static AdminClient inFolder(Surroundings surroundings, Path folder) {
    var note =
        note(folder)
            .orElseThrow(() ->
                new Stop(
                    Exit.UNREACHABLE,
                    "No instance runs in " + folder + ": it has no admin.json. Start it first."));
    var address =
        Json.read(text(note))
            .map(json -> Json.text(json, "admin"))
            .filter(url -> !url.isEmpty())
            .orElseThrow(() -> Stop.badInput(note + " does not name an admin address."));
    var token = token(folder.resolve("admin.token"));
    return new AdminClient(surroundings.http().get(), URI.create(address), token);
  }

  private static Secret token(Path file) {
    return Secret.ofText(text(file).strip());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw Stop.badInput(file + " cannot be read. Run as the user whom the instance runs as.");
    }
  }
}
