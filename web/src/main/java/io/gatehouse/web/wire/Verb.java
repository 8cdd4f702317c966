package io.gatehouse.web.wire;

/** The methods that are known, told apart by their letters packed into one word. */
enum Verb {
  GET,
  HEAD,
  POST,
  PUT,
  DELETE,
  PATCH,
  OPTIONS,
  TRACE,
  CONNECT,
  UNKNOWN;

  private static final Verb[] KNOWN = {
    GET, POST, HEAD, PUT, DELETE, PATCH, OPTIONS, TRACE, CONNECT
  };

  private final long word;

  Verb() {
    this.word = pack(name());
  }

  /** At most eight letters, the last one lowest. */
  static long pack(String letters) {
    long word = 0;
    for (int i = 0; i < letters.length(); i++) {
      word = word << 8 | letters.charAt(i);
    }
    return word;
  }

  static Verb of(long word) {
    for (Verb verb : KNOWN) {
      if (verb.word == word) {
        return verb;
      }
    }
    return UNKNOWN;
  }

  Fault fault() {
    return switch (this) {
      case GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS -> Fault.NONE;
      case TRACE, CONNECT -> Fault.METHOD_NEVER;
      case UNKNOWN -> Fault.METHOD_UNKNOWN;
    };
  }
}
