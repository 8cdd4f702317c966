package io.gatehouse.tokens.jwt;

import io.gatehouse.identity.Waiting;
import java.util.Optional;
import java.util.function.Supplier;

/** Where the keys of one issuer come from. */
public interface KeySource {

  /**
   * The freshest keys that can be had now; a set without {@code kid} means that no such key exists.
   *
   * @param kid the key that a token names
   * @throws io.gatehouse.identity.DependencyUnavailable when the issuer is out of reach and nothing
   *     is known of it
   */
  Answer keysFor(Optional<String> kid, Waiting waiting);

  /** Keys, or the wish to be asked again where waiting is allowed. */
  sealed interface Answer {}

  /** The key set to verify with. */
  record Known(KeySet keys) implements Answer {}

  /** Only after {@link Waiting#NEVER}: ask again with {@link Waiting#ALLOWED}. */
  record MustWait() implements Answer {}

  /** Keys of this very process. */
  static KeySource local(Supplier<KeySet> keys) {
    return (kid, waiting) -> new Known(keys.get());
  }
}
