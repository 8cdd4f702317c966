package io.gatehouse.web.wire;

import io.gatehouse.identity.ProblemKind;

/** What the guard can find wrong, with its public words. */
enum Fault {
  NONE(ProblemKind.INTERNAL, ""),
  REQUEST_LINE(ProblemKind.MALFORMED, "The request line is malformed."),
  TARGET_FORM(ProblemKind.MALFORMED, "The request target is not in a form that is served."),
  TARGET_BYTE(
      ProblemKind.MALFORMED, "The request target holds a character that must be percent-encoded."),
  TARGET_LONG(ProblemKind.TARGET_TOO_LONG, "The request target is too long."),
  METHOD_UNKNOWN(ProblemKind.NOT_IMPLEMENTED, "The method is not known. Methods are upper case."),
  METHOD_NEVER(ProblemKind.METHOD_NOT_ALLOWED, "CONNECT and TRACE are not served."),
  VERSION(ProblemKind.VERSION_NOT_SUPPORTED, "Only HTTP/1.1 and HTTP/1.0 are spoken here."),
  FIELD_LINE(ProblemKind.MALFORMED, "A field line is malformed."),
  FIELD_FOLDED(ProblemKind.MALFORMED, "A field line is folded or starts with a space."),
  LINE_END(ProblemKind.MALFORMED, "A line does not end with CR LF."),
  HEAD_LARGE(ProblemKind.FIELDS_TOO_LARGE, "The head of the request is too large."),
  FIELDS_MANY(ProblemKind.FIELDS_TOO_LARGE, "There are too many header fields."),
  HOST_MISSING(ProblemKind.MALFORMED, "The Host field is missing."),
  HOST_REPEATED(ProblemKind.MALFORMED, "The Host field is given more than once."),
  HOST_VALUE(ProblemKind.MALFORMED, "The Host field is not a host."),
  HOST_DIFFERS(ProblemKind.MALFORMED, "The Host field and the request target differ."),
  LENGTH_VALUE(ProblemKind.MALFORMED, "The Content-Length is not a plain number."),
  LENGTH_REPEATED(ProblemKind.MALFORMED, "The Content-Length is given more than once."),
  LENGTH_AND_CODING(
      ProblemKind.MALFORMED, "Content-Length and Transfer-Encoding do not go together."),
  CODING_REPEATED(ProblemKind.MALFORMED, "The Transfer-Encoding is given more than once."),
  CODING_UNKNOWN(ProblemKind.NOT_IMPLEMENTED, "The only transfer coding known is chunked."),
  CODING_OLD(ProblemKind.MALFORMED, "HTTP/1.0 has no transfer codings."),
  EXPECTATION(ProblemKind.EXPECTATION_FAILED, "The only expectation known is 100-continue."),
  CHUNK_SIZE(ProblemKind.MALFORMED, "A chunk size is malformed."),
  CHUNK_EXTENSION(ProblemKind.MALFORMED, "A chunk extension is malformed or too large."),
  CHUNK_END(ProblemKind.MALFORMED, "A chunk does not end where its size says."),
  TRAILER(ProblemKind.MALFORMED, "A trailer names a field that frames the message."),
  CONTENT_LARGE(ProblemKind.TOO_LARGE, "The content is too large."),
  HEAD_SLOW(ProblemKind.TIMEOUT, "The head of the request did not arrive in time."),
  CONTENT_SLOW(ProblemKind.TIMEOUT, "The content arrived too slowly.");

  private final ProblemKind kind;
  private final String detail;

  Fault(ProblemKind kind, String detail) {
    this.kind = kind;
    this.detail = detail;
  }

  ProblemKind kind() {
    return kind;
  }

  String detail() {
    return detail;
  }
}
