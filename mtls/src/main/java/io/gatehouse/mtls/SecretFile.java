package io.gatehouse.mtls;

import io.gatehouse.identity.SourcePosition;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Set;

/** Reads files, and secret ones only when nobody but their owner can. */
final class SecretFile {
  private static final int LARGEST = 1 << 20;
  private static final Set<PosixFilePermission> OWNERS =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private SecretFile() {}

  /** The text of a file that everyone may read. */
  static String readPublic(Path file) {
    return read(file);
  }

  /** The text of a file of mode 0600 or 0400, owned by this process's user, reached by no link. */
  static String readSecret(Path file) {
    try {
      judge(file, Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException unreadable) {
      throw unreadable(file, unreadable);
    }
    return read(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static void judge(Path file, PosixFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      throw problem(file, "a secret must not be a symbolic link; name the file itself");
    }
    if (!attributes.isRegularFile()) {
      throw problem(file, "not a regular file");
    }
    if (!OWNERS.containsAll(attributes.permissions())) {
      throw problem(file, "others may use this secret; chmod 600 " + file);
    }
    var owner = attributes.owner().getName();
    if (!owner.equals(System.getProperty("user.name"))) {
      throw problem(file, "belongs to " + owner + ", not to the user that runs this process");
    }
  }

  private static String read(Path file, LinkOption... links) {
    Set<OpenOption> options = new HashSet<>(Set.of(links));
    options.add(StandardOpenOption.READ);
    try (var channel = Files.newByteChannel(file, options);
        var in = Channels.newInputStream(channel)) {
      var bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw problem(file, "larger than 1 MiB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw unreadable(file, unreadable);
    }
  }

  private static UnusableFile unreadable(Path file, IOException cause) {
    var found = cause instanceof NoSuchFileException ? "no such file" : "cannot be read: " + cause;
    return problem(file, found);
  }

  private static UnusableFile problem(Path file, String problem) {
    return new UnusableFile(new SourcePosition(file.toString(), 1, 1), problem);
  }
}
