package io.gatehouse.app.node;

import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.mtls.TlsContexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/**
 * Trust by the file that holds its authorities. As long as a file holds the same, the answer is the
 * same object: connections and key sets that were made with it are kept over reloads.
 */
final class KnownAuthorities {
  private final TlsContexts contexts;
  private final SSLContext system;
  private final Map<Path, Known> byFile = new ConcurrentHashMap<>();

  KnownAuthorities(TlsContexts contexts) {
    this.contexts = contexts;
    this.system = contexts.trustingTheSystem();
  }

  private record Known(byte[] content, SSLContext context) {}

  /** The system's authorities when no file is named. */
  SSLContext trusting(Optional<PublicFile> file) {
    return file.map(named -> trusting(named.path())).orElse(system);
  }

  private SSLContext trusting(Path file) {
    var content = content(file);
    return byFile
        .compute(
            file,
            (path, known) ->
                known != null && Arrays.equals(known.content(), content)
                    ? known
                    : new Known(content, contexts.trusting(path)))
        .context();
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
  }
}
