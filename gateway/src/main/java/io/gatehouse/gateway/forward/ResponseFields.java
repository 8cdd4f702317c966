package io.gatehouse.gateway.forward;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.Set;

/** What passes of a service's answer. */
final class ResponseFields {
  /** This hop's, the gateway's own, and what would undo what the gateway says of itself. */
  private static final Set<String> DROPPED =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "x-request-id",
          "traceparent",
          "gatehouse-identity",
          "ratelimit",
          "ratelimit-policy");

  private ResponseFields() {}

  static void copy(HeaderMap from, HeaderMap to) {
    HeaderValues connection = from.get(Headers.CONNECTION);
    var named =
        RequestFields.namedByConnection(connection == null ? List.of() : List.copyOf(connection));
    for (HeaderValues values : from) {
      HttpString name = values.getHeaderName();
      var folded = ProtectedNames.fold(name.toString());
      if (!DROPPED.contains(folded) && !named.contains(folded)) {
        copy(values, to, folded.equals("set-cookie"));
      }
    }
  }

  private static void copy(HeaderValues values, HeaderMap to, boolean cookies) {
    for (String value : values) {
      // A service must not plant a cookie that the gateway would take for its own.
      if (!cookies || !OwnCookies.isOne(value)) {
        to.add(values.getHeaderName(), value);
      }
    }
  }
}
