package io.gatehouse.web.wire;

import io.gatehouse.identity.ProblemKind;

/**
 * What the guard can find wrong with HTTP/2 frames. Each ends its connection: RFC 9113 §5.4.2 lets
 * an error of one stream be treated as one of the connection, and nothing that was refused can then
 * be made to cost again on the next stream.
 */
enum FrameFault {
  NONE(0, ""),
  PREFACE(1, "The connection does not begin as HTTP/2."),
  ORDER(1, "A frame stands where it may not."),
  STREAM(1, "A frame names a stream that it may not."),
  VALUE(1, "A frame holds a value that it may not."),
  MALFORMED(1, "A request's fields are not a request."),
  LENGTH(1, "The content is not as long as was said."),
  FLOW(3, "More content came than there was room for."),
  ENDED(5, "A frame came for a stream that had ended."),
  SIZE(6, "A frame's length is not one that it may have."),
  COMPRESSION(9, "The fields cannot be decoded."),
  STREAMS_MANY(11, "There are too many streams at a time."),
  RESETS_MANY(11, "Too many streams were begun and reset."),
  CONTROL_MANY(11, "There are too many frames that carry nothing."),
  FIELDS_LARGE(11, "The fields of a request are far too large."),
  CONTENT_LARGE(11, "The content is too large."),
  CONTENT_SLOW(11, "The content arrived too slowly."),
  SLOW(11, "The fields of a request did not arrive in time."),
  IDLE(0, "Nothing was asked for a long time.");

  private final int code;
  private final String reason;

  FrameFault(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  /** The error code of the GOAWAY (RFC 9113 §7). */
  int code() {
    return code;
  }

  String reason() {
    return reason;
  }

  /** Its kind in the decision log. */
  ProblemKind kind() {
    return switch (this) {
      case CONTENT_SLOW, SLOW, IDLE -> ProblemKind.TIMEOUT;
      case FIELDS_LARGE -> ProblemKind.FIELDS_TOO_LARGE;
      case CONTENT_LARGE -> ProblemKind.TOO_LARGE;
      case NONE, PREFACE, ORDER, STREAM, VALUE, MALFORMED, LENGTH -> ProblemKind.MALFORMED;
      case FLOW, ENDED, SIZE, COMPRESSION -> ProblemKind.MALFORMED;
      case STREAMS_MANY, RESETS_MANY, CONTROL_MANY -> ProblemKind.RATE_LIMITED;
    };
  }
}
