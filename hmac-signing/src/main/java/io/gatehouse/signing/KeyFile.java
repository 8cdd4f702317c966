package io.gatehouse.signing;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A signing key in a file that only its owner may read, as JSON or as properties: {@code keyid} and
 * {@code secret} (base64) for RFC 9421; {@code accessKeyId}, {@code secretAccessKey}, {@code
 * region} and {@code service} for SigV4.
 */
public final class KeyFile {
  private static final long MOST_BYTES = 16 * 1024;

  private KeyFile() {}

  /** The key, or one sentence that says what is wrong and what to do. */
  public sealed interface Reading {
    record Read(SigningKey key) implements Reading {}

    record Unusable(String reason) implements Reading {}
  }

  public static Reading read(Path file) {
    try {
      if (!isPrivate(file)) {
        return unusable(file + " can be read by others; run: chmod 600 " + file);
      }
      if (Files.size(file) > MOST_BYTES) {
        return unusable(file + " is too large for a key file");
      }
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      return unusable(file + " cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static boolean isPrivate(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class, new LinkOption[0]);
    // Without POSIX permissions the platform has no such mode to check.
    return view == null
        || view.readAttributes().permissions().stream()
            .allMatch(permission -> permission.name().startsWith("OWNER_"));
  }

  private static Reading parse(String name, String text) throws IOException {
    var entries = text.stripLeading().startsWith("{") ? FlatJson.read(text) : properties(text);
    return entries
        .map(found -> key(name, found))
        .orElseGet(() -> unusable(name + " is neither a flat JSON object nor properties"));
  }

  private static Optional<Map<String, String>> properties(String text) throws IOException {
    var properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    var entries = new TreeMap<String, String>();
    properties.stringPropertyNames().forEach(k -> entries.put(k, properties.getProperty(k)));
    return Optional.of(entries);
  }

  private static Reading key(String name, Map<String, String> entries) {
    if (entries.containsKey("keyid")) {
      return hmac(name, entries);
    }
    for (var needed : new String[] {"accessKeyId", "secretAccessKey", "region", "service"}) {
      if (entries.getOrDefault(needed, "").isBlank()) {
        return unusable(name + " lacks " + needed);
      }
    }
    return new Reading.Read(
        SigV4Credentials.of(
            entries.getOrDefault("accessKeyId", ""),
            entries.getOrDefault("secretAccessKey", ""),
            entries.getOrDefault("region", ""),
            entries.getOrDefault("service", "")));
  }

  private static Reading hmac(String name, Map<String, String> entries) {
    var secret = entries.getOrDefault("secret", entries.getOrDefault("secretBase64", ""));
    var bytes = Syntax.canonicalOctets(secret);
    if (bytes.isEmpty() || bytes.get().length < 16) {
      return unusable(name + " needs a secret of at least 16 bytes in base64");
    }
    return new Reading.Read(HmacKey.of(entries.getOrDefault("keyid", ""), bytes.get()));
  }

  private static Reading unusable(String reason) {
    return new Reading.Unusable(reason);
  }
}
