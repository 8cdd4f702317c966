package io.gatehouse.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a secret that is shown once goes. */
final class Output {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the secret to a new file of mode 0600, not to standard output.")
  private Optional<Path> file = Optional.empty();

  /** Refuses before anything is made that could then not be kept. */
  void requireFree(Surroundings surroundings) {
    target(surroundings).ifPresent(Output::requireFree);
  }

  static void requireFree(Path path) {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw Stop.badInput(path + " exists already; name a new file.");
    }
    if (!Files.isWritable(path.toAbsolutePath().getParent())) {
      throw Stop.badInput("The folder of " + path + " cannot be written.");
    }
  }

  /** Prints the text, or writes it and tells where. */
  void secret(Surroundings surroundings, String text) {
    target(surroundings)
        .ifPresentOrElse(path -> store(surroundings, path, text), () -> print(surroundings, text));
  }

  private Optional<Path> target(Surroundings surroundings) {
    return file.map(path -> surroundings.folder().resolve(path));
  }

  private static void print(Surroundings surroundings, String text) {
    surroundings.out().println(text);
  }

  private static void store(Surroundings surroundings, Path path, String text) {
    write(path, text + "\n");
    surroundings.err().println("Written to " + path + ".");
  }

  /** A new file that nobody else can read, whole or not there at all. */
  static void write(Path path, String text) {
    var mode = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    try {
      var folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElseThrow();
      var draft =
          Files.createTempFile(
              folder, ".gatehouse", ".new", PosixFilePermissions.asFileAttribute(mode));
      Files.writeString(draft, text);
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      throw Stop.badInput(path + " cannot be written: " + unwritable.getMessage());
    }
  }
}
