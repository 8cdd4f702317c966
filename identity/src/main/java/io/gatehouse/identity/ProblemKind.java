package io.gatehouse.identity;

/** Every refusal that a caller can meet: status, stable code and title. */
public enum ProblemKind {
  MALFORMED(400, "malformed_request", "The request is malformed"),
  AMBIGUOUS_CREDENTIALS(400, "ambiguous_credentials", "More than one credential was presented"),
  CREDENTIAL_REQUIRED(401, "credential_required", "A credential is required"),
  INVALID_CREDENTIAL(401, "invalid_credential", "The credential is not valid"),
  FORBIDDEN(403, "forbidden", "The policy does not allow this"),
  INSUFFICIENT_SCOPE(403, "insufficient_scope", "The credential lacks a scope"),
  NO_ROUTE(404, "no_route", "Nothing is served here"),
  METHOD_NOT_ALLOWED(405, "method_not_allowed", "The method is not allowed here"),
  TIMEOUT(408, "request_timeout", "The request took too long to arrive"),
  CONFLICT(409, "conflict", "The request conflicts with the current state"),
  TOO_LARGE(413, "content_too_large", "The content is too large"),
  TARGET_TOO_LONG(414, "target_too_long", "The request target is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "unsupported_media_type", "The content type is not accepted"),
  EXPECTATION_FAILED(417, "expectation_failed", "The expectation cannot be met"),
  MISDIRECTED(421, "misdirected_request", "This host is not served here"),
  TOO_EARLY(425, "too_early", "The request came too early"),
  RATE_LIMITED(429, "rate_limited", "Too many requests"),
  FIELDS_TOO_LARGE(431, "fields_too_large", "The header fields are too large"),
  INTERNAL(500, "internal_error", "Something broke on our side"),
  NOT_IMPLEMENTED(501, "not_implemented", "The method or transfer coding is not known"),
  BAD_GATEWAY(502, "bad_gateway", "The service answered nonsense"),
  UNAVAILABLE(503, "unavailable", "Temporarily out of reach"),
  GATEWAY_TIMEOUT(504, "gateway_timeout", "The service did not answer in time"),
  VERSION_NOT_SUPPORTED(505, "version_not_supported", "The HTTP version is not supported");

  private final int status;
  private final String code;
  private final String title;

  ProblemKind(int status, String code, String title) {
    this.status = status;
    this.code = code;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String title() {
    return title;
  }
}
