package io.gatehouse.app.node;

import io.gatehouse.app.config.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * What tells one configuration from another: the file and the files it names, without secrets. Two
 * nodes with the same files say the same.
 */
final class ConfigurationVersion {
  private static final int SHOWN = 12;

  private ConfigurationVersion() {}

  static String of(Path file, Configuration configuration) {
    var parts = List.of(configuration.listen(), configuration.admin(), configuration.sts());
    var digest = digest();
    add(digest, List.of(file));
    add(digest, NamedFiles.open(parts));
    add(digest, NamedFiles.open(configuration.services()));
    add(digest, NamedFiles.open(configuration.credentials()));
    return HexFormat.of().formatHex(digest.digest()).substring(0, SHOWN);
  }

  /** The contents of files as one value: equal when nothing changed in any of them. */
  static String of(Collection<Path> files) {
    var digest = digest();
    add(digest, files);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, Collection<Path> files) {
    for (var file : files) {
      try {
        var content = Files.readAllBytes(file);
        digest.update(
            HexFormat.of()
                .toHexDigits(content.length)
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        digest.update(content);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(file + " cannot be read", unreadable);
      }
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
