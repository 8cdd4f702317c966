package io.gatehouse.web.exchange;

/** What came of reading a request's content into memory. */
public sealed interface BodyReading {
  record Complete(byte[] bytes) implements BodyReading {}

  /** Longer than the limit, declared or counted; nothing is kept. The answer is 413. */
  record TooLarge() implements BodyReading {}

  /**
   * The peer went away, sent faulty chunks or sent too slowly. The connection is gone: a reply
   * reaches nobody.
   */
  record Broken(String reason) implements BodyReading {}
}
