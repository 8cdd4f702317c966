package io.gatehouse.gateway.forward;

import io.undertow.client.ClientResponse;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.Optional;

/** What a service's answer must be for its framing to have one reading (RFC 9112 §6.3). */
final class ResponseRules {
  private ResponseRules() {}

  /** Which rule the head breaks. */
  static Optional<String> brokenBy(ClientResponse response) {
    HeaderValues lengths = response.getResponseHeaders().get(Headers.CONTENT_LENGTH);
    HeaderValues codings = response.getResponseHeaders().get(Headers.TRANSFER_ENCODING);
    int status = response.getResponseCode();
    if (status < 200 || status > 599) {
      return Optional.of("status " + status);
    }
    if (lengths != null && codings != null) {
      return Optional.of("both Content-Length and Transfer-Encoding");
    }
    if (lengths != null && (lengths.size() > 1 || !isLength(lengths.getFirst()))) {
      return Optional.of("Content-Length");
    }
    if (codings != null
        && (codings.size() > 1 || !"chunked".equalsIgnoreCase(codings.getFirst()))) {
      return Optional.of("Transfer-Encoding");
    }
    return Optional.empty();
  }

  private static boolean isLength(String text) {
    return !text.isEmpty()
        && text.length() <= 18
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
