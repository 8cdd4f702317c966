package io.gatehouse.web.endpoint;

/** What came of reading a form or a query. */
public sealed interface ParametersReading {
  record Read(Parameters parameters) implements ParametersReading {}

  /**
   * @param status 400, or 415 when the content is no form
   * @param detail for the caller: what was wrong, never a value that was sent
   */
  record Refused(int status, String detail) implements ParametersReading {}
}
