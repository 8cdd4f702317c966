package io.gatehouse.app.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A request as it will stand on the wire, field by field. */
record Ask(String method, String target, List<String> fields, String body) {
  static Ask get(String target) {
    return new Ask("GET", target, List.of(), "");
  }

  static Ask post(String target, String body) {
    return new Ask("POST", target, List.of("Content-Type: application/json"), body);
  }

  Ask with(String... lines) {
    var more = new ArrayList<>(fields);
    more.addAll(List.of(lines));
    return new Ask(method, target, more, body);
  }

  Ask without(String name) {
    var fewer = fields.stream().filter(line -> !isNamed(line, name)).toList();
    return new Ask(method, target, fewer, body);
  }

  Ask at(String other) {
    return new Ask(method, other, fields, body);
  }

  Ask carrying(String other) {
    return new Ask(method, target, fields, other);
  }

  /** The same content in these chunks. */
  Ask inChunks(String... parts) {
    var chunks = new StringBuilder();
    for (var part : parts) {
      chunks.append(Integer.toHexString(part.length())).append("\r\n").append(part).append("\r\n");
    }
    return with("Transfer-Encoding: chunked").carrying(chunks + "0\r\n\r\n");
  }

  /** This text for that, in every field. */
  Ask replacing(String text, String by) {
    return new Ask(
        method, target, fields.stream().map(line -> line.replace(text, by)).toList(), body);
  }

  /** The values of a field, joined as RFC 9421 §2.1 joins them. */
  String value(String name) {
    return fields.stream()
        .filter(line -> isNamed(line, name))
        .map(line -> line.substring(name.length() + 1).strip())
        .collect(Collectors.joining(", "));
  }

  private static boolean isNamed(String line, String name) {
    return line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":");
  }

  String text(String authority) {
    var host = value("Host").isEmpty() ? "Host: " + authority + "\r\n" : "";
    var framed = body.isEmpty() || !value("Transfer-Encoding").isEmpty();
    var length = framed ? "" : "Content-Length: " + body.length() + "\r\n";
    var lines = fields.stream().map(line -> line + "\r\n").collect(Collectors.joining());
    return method + " " + target + " HTTP/1.1\r\n" + host + lines + length + "\r\n" + body;
  }
}
