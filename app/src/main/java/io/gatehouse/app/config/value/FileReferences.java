package io.gatehouse.app.config.value;

import io.gatehouse.app.config.value.SecretRef.InEnvironment;
import io.gatehouse.app.config.value.SecretRef.InFile;
import io.gatehouse.identity.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Follows {@code file:} and {@code env:} references, and refuses those that others could read. */
public final class FileReferences {
  private static final String FILE = "file:";
  private static final String ENV = "env:";
  private static final Set<PosixFilePermission> FOR_OTHERS =
      EnumSet.complementOf(
          EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
  private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path folder;
  private final String user;
  private final Function<String, Optional<String>> environment;

  /**
   * @param folder of the configuration file
   * @param user who runs the process
   */
  public FileReferences(Path folder, String user, Function<String, Optional<String>> environment) {
    this.folder = folder.toAbsolutePath();
    this.user = user;
    this.environment = environment;
  }

  public Parsed<SecretRef> secret(String text) {
    if (text.startsWith(ENV)) {
      return fromEnvironment(text.substring(ENV.length()));
    }
    if (text.startsWith(FILE)) {
      return resolve(text).then(path -> ownedAlone(path, FOR_OTHERS)).then(this::inFile);
    }
    return Parsed.bad(
        "A secret never stands in the file; put it into a file of mode 0600 and write file:PATH,"
            + " or write env:NAME.");
  }

  private Parsed<SecretRef> inFile(Path path) {
    return Parsed.good(new InFile(path));
  }

  private Parsed<SecretRef> fromEnvironment(String name) {
    return environment
        .apply(name)
        .filter(value -> !value.isBlank())
        .<Parsed<SecretRef>>map(value -> Parsed.good(new InEnvironment(name, Secret.ofText(value))))
        .orElseGet(() -> Parsed.bad("The environment variable " + name + " is not set."));
  }

  public Parsed<PublicFile> publicFile(String text) {
    if (!text.startsWith(FILE)) {
      return Parsed.bad("Expected " + PublicFile.WORDS + ".");
    }
    return resolve(text)
        .then(path -> ownedAlone(path, WRITABLE_BY_OTHERS))
        .then(path -> Parsed.good(new PublicFile(path)));
  }

  private Parsed<Path> resolve(String text) {
    try {
      var path = folder.resolve(text.substring(FILE.length())).normalize();
      return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          ? Parsed.good(path)
          : Parsed.bad("The file " + path + " does not exist.");
    } catch (InvalidPathException notAPath) {
      return Parsed.bad("This is not a path.");
    }
  }

  // A file that another user can replace, redirect or read is not ours to trust.
  private Parsed<Path> ownedAlone(Path path, Set<PosixFilePermission> forbidden) {
    try {
      var facts = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return judge(path, facts, forbidden);
    } catch (IOException unreadable) {
      return Parsed.bad("The file " + path + " cannot be read.");
    }
  }

  private Parsed<Path> judge(
      Path path, PosixFileAttributes facts, Set<PosixFilePermission> forbidden) {
    var owner = facts.owner().getName();
    if (facts.isSymbolicLink()) {
      return Parsed.bad("The file " + path + " is a symbolic link; name the file itself.");
    }
    if (!facts.isRegularFile()) {
      return Parsed.bad(path + " is not a file.");
    }
    if (facts.permissions().stream().anyMatch(forbidden::contains)) {
      return Parsed.bad(tooOpen(path, facts, forbidden));
    }
    if (!owner.equals(user) && (forbidden.equals(FOR_OTHERS) || !owner.equals("root"))) {
      return Parsed.bad("The file " + path + " belongs to " + owner + ", not to " + user + ".");
    }
    return Files.isReadable(path)
        ? Parsed.good(path)
        : Parsed.bad("The file " + path + " cannot be read by " + user + ".");
  }

  private static String tooOpen(
      Path path, PosixFileAttributes facts, Set<PosixFilePermission> forbidden) {
    var mode = PosixFilePermissions.toString(facts.permissions());
    var command = forbidden.equals(FOR_OTHERS) ? "chmod 600 " : "chmod go-w ";
    return "The file " + path + " is open to others (" + mode + "); run: " + command + path;
  }
}
