package io.gatehouse.sts.store.jdbc;

/** The state folder cannot be used as it is; nothing in it was changed. One sentence says why. */
public final class StateRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StateRefused(String sentence) {
    super(sentence);
  }

  StateRefused(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
