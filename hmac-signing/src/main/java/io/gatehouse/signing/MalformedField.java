package io.gatehouse.signing;

/** Ends a descent into malformed text; never leaves this package. */
final class MalformedField extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedField(String reason) {
    // Bad input is cheap to send, so it is made cheap to refuse: no stack trace.
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
