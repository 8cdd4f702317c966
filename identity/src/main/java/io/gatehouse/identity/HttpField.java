package io.gatehouse.identity;

/** One header field as received: the name in its original letter case, the value trimmed. */
public record HttpField(String name, String value) {
  /** Field names compare without regard to case (RFC 9110 §5.1). */
  public boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }
}
