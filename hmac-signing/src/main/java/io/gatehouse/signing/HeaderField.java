package io.gatehouse.signing;

/** A header field that a signer adds. */
public record HeaderField(String name, String value) {
  @Override
  public String toString() {
    return name + ": " + value;
  }
}
