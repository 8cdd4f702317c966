package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.call.Passage;
import io.gatehouse.gateway.forward.client.AnswerHead;
import io.gatehouse.gateway.forward.client.AnswerName;
import io.gatehouse.gateway.forward.client.HeadText;
import io.gatehouse.identity.HttpField;
import io.gatehouse.web.path.Authority;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The fields of an answer: what passes of the service's, and what the gateway adds. */
final class ResponseFields {
  private final AnswerHead head;
  private final Set<String> named;
  private final List<HttpField> ours;

  ResponseFields(Passage passage, AnswerHead head) {
    this.head = head;
    this.named = named(head);
    this.ours = new ArrayList<>(passage.call().answerFields());
    if (isMissing(AnswerName.CONTENT_TYPE_OPTIONS)) {
      ours.add(new HttpField("X-Content-Type-Options", "nosniff"));
    }
    var authority = passage.call().authority();
    if (authority.secure()
        && Authority.isPublicName(authority.host())
        && isMissing(AnswerName.STRICT_TRANSPORT_SECURITY)) {
      ours.add(new HttpField("Strict-Transport-Security", "max-age=31536000"));
    }
  }

  private static Set<String> named(AnswerHead head) {
    for (int i = 0; i < head.fields(); i++) {
      if (head.name(i) == AnswerName.CONNECTION) {
        return head.namedByConnection();
      }
    }
    return Set.of();
  }

  boolean isMissing(AnswerName name) {
    for (int i = 0; i < head.fields(); i++) {
      if (head.name(i) == name) {
        return false;
      }
    }
    return true;
  }

  private boolean passes(int field) {
    var name = head.name(field);
    if (name.isDropped()) {
      return false;
    }
    if (!named.isEmpty() && named.contains(head.nameText(field).toLowerCase(Locale.ROOT))) {
      return false;
    }
    for (var own : ours) {
      if (head.isNamed(field, own.name())) {
        return false;
      }
    }
    // A service must not plant a cookie that the gateway would take for its own.
    return name != AnswerName.SET_COOKIE || !OwnCookies.isOne(head.valueText(field));
  }

  /** Writes field lines; the exchange's own fields are among them. */
  void write(HttpServerExchange exchange, HeadText into) {
    for (int i = 0; i < head.fields(); i++) {
      if (passes(i)) {
        head.write(i, into);
      }
    }
    for (HeaderValues values : exchange.getResponseHeaders()) {
      for (String value : values) {
        into.field(values.getHeaderName().toString(), value);
      }
    }
    for (HttpField field : ours) {
      into.field(field.name(), field.value());
    }
  }

  /** Puts the fields among the exchange's own. */
  void copy(HeaderMap to) {
    for (int i = 0; i < head.fields(); i++) {
      if (passes(i)) {
        to.add(new HttpString(head.nameText(i)), head.valueText(i));
      }
    }
    for (HttpField field : ours) {
      to.put(new HttpString(field.name()), field.value());
    }
  }
}
