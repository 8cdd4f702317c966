package io.gatehouse.app.config.value;

import java.nio.file.Path;

/**
 * A file that holds no secret of ours: certificates, a directory's LDIF.
 *
 * @param path absolute
 */
public record PublicFile(Path path) {
  public static final String FORM = "file:.+";
  public static final String WORDS = "a file: file:PATH, relative to the configuration file";
}
