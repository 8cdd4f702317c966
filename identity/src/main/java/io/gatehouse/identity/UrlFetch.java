package io.gatehouse.identity;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Fetches documents over the network. May block. */
public interface UrlFetch {
  /**
   * @param accept media type asked for
   * @throws DependencyUnavailable when the address cannot be reached, is not allowed, answers with
   *     another status than 200, or too much
   */
  Document get(URI url, Trust trust, String accept);

  /** Who named the URL. */
  enum Trust {
    /** The operator wrote it in the configuration file: trusted as written. */
    WRITTEN,
    /** A client, an administrator or a message supplied it: https, public addresses only. */
    SUPPLIED
  }

  /**
   * @param maxAge what the answer's Cache-Control says, when it does
   */
  record Document(byte[] body, Optional<String> contentType, Optional<Duration> maxAge) {}
}
