package io.gatehouse.web.endpoint;

import io.gatehouse.identity.HttpField;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer held in memory. Security fields, {@code X-Request-Id}, {@code traceparent}, {@code
 * Date} and {@code Content-Length} are added when it is sent; a field stated here wins over a
 * default one.
 */
public record Reply(int status, List<HttpField> fields, Body body) {
  public Reply {
    fields = List.copyOf(fields);
    fields.forEach(FieldRules::require);
  }

  /** A page under the strictest policy: no script, forms to this host only. */
  public static Reply html(int status, String page) {
    return html(status, page, PagePolicy.strict());
  }

  public static Reply html(int status, String page, PagePolicy policy) {
    return of(status, "text/html; charset=utf-8", page)
        .with("Content-Security-Policy", policy.header())
        .with("X-Frame-Options", "DENY");
  }

  public static Reply json(int status, String json) {
    return of(status, "application/json", json);
  }

  /** Content of any type. */
  public static Reply of(int status, String contentType, String text) {
    return new Reply(status, List.of(new HttpField("Content-Type", contentType)), Body.utf8(text));
  }

  public static Reply empty(int status) {
    return new Reply(status, List.of(), Body.EMPTY);
  }

  /** 303: the browser goes there with GET, whatever it sent here. */
  public static Reply seeOther(URI location) {
    return empty(303).with("Location", location.toASCIIString());
  }

  /** Adds a field, beside others of its name. */
  public Reply with(String name, String value) {
    return with(new HttpField(name, value));
  }

  public Reply with(HttpField field) {
    var more = new ArrayList<>(fields);
    more.add(field);
    return new Reply(status, more, body);
  }

  public boolean has(String name) {
    return fields.stream().anyMatch(field -> field.isNamed(name));
  }

  /** The one value of a field. */
  public Single header(String name) {
    return Single.of(
        fields.stream().filter(field -> field.isNamed(name)).map(HttpField::value).toList());
  }
}
