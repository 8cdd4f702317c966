package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.route.RoutingPlan.ServiceEntry;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.ReceivedRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What remains of a caller's fields when everything was taken out that may not pass. */
final class RequestFields {
  private RequestFields() {}

  static List<HttpField> stripped(ReceivedRequest request, ServiceEntry service) {
    var plain = PlainHeaders.names(service);
    var named = namedByConnection(request.values("Connection"));
    var kept = new ArrayList<HttpField>();
    for (var field : request.fields()) {
      var folded = ProtectedNames.fold(field.name());
      if (named.contains(field.name().toLowerCase(Locale.ROOT)) || plain.contains(folded)) {
        continue;
      }
      if (folded.equals("cookie")) {
        cookie(field, kept);
      } else if (!ProtectedNames.contains(folded)
          || (service.forwardCredential() && ConsumedCredentials.isField(field.name()))) {
        kept.add(field);
      }
    }
    return kept;
  }

  // RFC 9110 §7.6.1: what Connection names is for this hop. It is taken out before ours is added,
  // so a caller cannot name a field of ours and have the next hop drop it.
  static Set<String> namedByConnection(List<String> values) {
    var named = new HashSet<String>();
    for (var value : values) {
      for (var token : value.split(",", -1)) {
        named.add(token.strip().toLowerCase(Locale.ROOT));
      }
    }
    return named;
  }

  private static void cookie(HttpField field, List<HttpField> kept) {
    // A name that only folds to Cookie is an alias of it.
    if (!field.isNamed("Cookie")) {
      return;
    }
    var pairs = new ArrayList<String>();
    for (var pair : field.value().split(";", -1)) {
      var trimmed = pair.strip();
      if (!trimmed.isEmpty() && !OwnCookies.isOne(trimmed)) {
        pairs.add(trimmed);
      }
    }
    if (!pairs.isEmpty()) {
      kept.add(new HttpField(field.name(), String.join("; ", pairs)));
    }
  }
}
