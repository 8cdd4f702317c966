package io.gatehouse.sts.keys;

import io.gatehouse.identity.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The file of the key-encryption key: lines of {@code version:base64} with 32 random bytes each;
 * the highest version seals new values. One line with the base64 alone, as a random generator
 * writes it, is version 1. Readable by its owner alone.
 */
public final class KekFile {
  private static final int LENGTH = 32;
  private static final String FIRST = "1:";
  private static final String KEY = "[A-Za-z0-9+/]{43}=";
  private static final Pattern LINE = Pattern.compile("([1-9][0-9]{0,8}):(" + KEY + ")");
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;
  private final SecureRandom random;

  public KekFile(Path path, SecureRandom random) {
    this.path = path;
    this.random = random;
  }

  /**
   * @throws Refused when the file is missing, open to others, a link, or not in its form
   */
  public Kek read() {
    return new Kek(this::versions, random);
  }

  private NavigableMap<Integer, Secret> versions() {
    try {
      requirePrivate();
      return parse(Files.readString(path, StandardCharsets.US_ASCII));
    } catch (IOException failure) {
      throw new Refused("The key file " + path + " cannot be read: " + failure);
    }
  }

  /** Reads the file, or makes it: only for a state folder that has no store yet. */
  public Kek readOrMake() {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      make();
    }
    return read();
  }

  /** A new version beside those that are there; from here on it seals. */
  void addVersion() {
    var all = versions();
    all.put(all.lastKey() + 1, fresh());
    replace(all);
  }

  /** Nothing that was sealed under an older version opens any more. */
  void dropBefore(int version) {
    replace(versions().tailMap(version, true));
  }

  /** How many versions open. */
  int count() {
    return versions().size();
  }

  private void make() {
    replace(new TreeMap<>(Map.of(1, fresh())));
  }

  private Secret fresh() {
    var key = new byte[LENGTH];
    random.nextBytes(key);
    return Secret.of(key);
  }

  /** A crash leaves the file as it was or as it will be. */
  private void replace(NavigableMap<Integer, Secret> versions) {
    var lines = new StringBuilder();
    versions.forEach((version, key) ->
        lines
            .append(version)
            .append(':')
            .append(Base64.getEncoder().encodeToString(key.expose()))
            .append('\n'));
    Path draft = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.deleteIfExists(draft);
      write(draft, lines.toString());
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
      try (var folder = FileChannel.open(path.toAbsolutePath().getParent())) {
        folder.force(true);
      }
    } catch (IOException failure) {
      throw new Refused(
          "The key file "
              + path
              + " cannot be replaced ("
              + failure
              + "). Let this user write its folder.");
    }
  }

  private static void write(Path draft, String line) throws IOException {
    var attribute = PosixFilePermissions.asFileAttribute(PRIVATE);
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(draft, options, attribute)) {
      var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private void requirePrivate() throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new Refused(
          "The key file "
              + path
              + " is missing or not a plain file, and what the state folder holds cannot be read"
              + " without it. Put the key file back, or start with an empty folder.");
    }
    if (!PRIVATE.containsAll(Files.getPosixFilePermissions(path))) {
      throw new Refused("The key file " + path + " is open to other users; run: chmod 600 " + path);
    }
    var me = ProcessHandle.current().info().user();
    if (me.isPresent() && !Files.getOwner(path).getName().equals(me.get())) {
      throw new Refused("The key file " + path + " belongs to another user.");
    }
  }

  private NavigableMap<Integer, Secret> parse(String text) {
    var versions = new TreeMap<Integer, Secret>();
    var whole = text.strip().matches(KEY) ? FIRST + text.strip() : text;
    whole
        .lines()
        .forEach(line -> {
          var fields = LINE.matcher(line);
          if (!fields.matches()) {
            throw new Refused("The key file " + path + " has a line that is no key.");
          }
          var key = Secret.of(Base64.getDecoder().decode(fields.group(2)));
          versions.put(Integer.parseInt(fields.group(1)), key);
        });
    if (versions.isEmpty()) {
      throw new Refused("The key file " + path + " is empty.");
    }
    return versions;
  }

  /** The file cannot be used as it is; the message says what to do. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String sentence) {
      super(sentence);
    }
  }
}
