package io.gatehouse.signing;

/** The answer of a parser: a value, or why the text has none. */
public sealed interface Parsed<T> {
  /** What the text says. */
  record Good<T>(T value) implements Parsed<T> {}

  /**
   * @param reason what is wrong, without quoting the text
   */
  record Malformed<T>(String reason) implements Parsed<T> {}
}
