package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.forward.client.HeadText;
import io.gatehouse.gateway.route.RoutingPlan.ServiceEntry;
import io.gatehouse.identity.HttpField;
import java.util.List;
import java.util.Optional;

/**
 * What goes to a service.
 *
 * @param target origin form, the very bytes that were judged
 * @param fields complete, framing fields included
 * @param body content that was buffered; empty: it is streamed, if there is any
 */
record ServiceRequest(
    String method,
    String target,
    List<HttpField> fields,
    Optional<byte[]> body,
    ServiceEntry service) {
  /** What is copied behind the head, to go out with it in one write. */
  private static final int SMALL = 8 * 1024;

  /** RFC 9110 §9.2.2, for requests that can be repeated because nothing of them was streamed. */
  boolean isRepeatable() {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS", "PUT", "DELETE" -> body.isPresent();
      default -> false;
    };
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** Whether {@link #writeTo} writes all of it. */
  boolean isAtHand() {
    return small().isPresent();
  }

  /** Whether content that is not at hand goes in chunks. */
  boolean isChunked() {
    return body.isEmpty() && fields.stream().anyMatch(field -> field.isNamed("Transfer-Encoding"));
  }

  /** The head, and small content behind it. */
  HeadText writeTo(HeadText text) {
    text.text(method).text(" ").text(target).text(" HTTP/1.1").end();
    for (var field : fields) {
      text.field(field.name(), field.value());
    }
    text.end();
    return small().map(text::bytes).orElse(text);
  }

  private Optional<byte[]> small() {
    return body.filter(bytes -> bytes.length <= SMALL);
  }
}
