package io.gatehouse.web.exchange;

import io.gatehouse.web.wire.ByteGuard;
import io.gatehouse.web.wire.RawHead;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HttpString;
import java.util.Optional;

/**
 * Gives a head back what its parser took: runs of blanks in values, and question marks at the end
 * of a target. What is judged, signed and forwarded is then what was sent.
 */
final class AsItCame {
  private static final AttachmentKey<String> QUERY = AttachmentKey.create(String.class);

  private AsItCame() {}

  static void restore(HttpServerExchange exchange) {
    ByteGuard.nextHead(exchange).ifPresent(raw -> restore(exchange, raw));
  }

  private static void restore(HttpServerExchange exchange, RawHead raw) {
    var fields = exchange.getRequestHeaders();
    fields.clear();
    raw.fields().forEach(field -> fields.add(new HttpString(field.name()), field.value()));
    raw.query().ifPresent(query -> exchange.putAttachment(QUERY, query));
  }

  /** The query behind its question mark, as it was sent. */
  static Optional<String> query(HttpServerExchange exchange) {
    var restored = Optional.ofNullable(exchange.getAttachment(QUERY));
    return restored.or(() -> Optional.of(exchange.getQueryString()).filter(q -> !q.isEmpty()));
  }
}
