package io.gatehouse.sts.authorize;

import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Parameters;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of an authorization request that mean something here; others are dropped. */
record AskedParameters(Map<String, List<String>> values) {
  private static final List<String> KNOWN =
      List.of(
          "response_type",
          "client_id",
          "redirect_uri",
          "scope",
          "state",
          "response_mode",
          "nonce",
          "code_challenge",
          "code_challenge_method",
          "resource",
          "prompt",
          "max_age",
          "login_hint",
          "id_token_hint",
          "ui_locales",
          "acr_values",
          "request",
          "request_uri",
          "claims",
          "dpop_jkt",
          "registration");

  /** Marks of our own; no parameter can have such a name. */
  private static final String PUSHED = "*pushed";

  private static final String SIGNED = "*signed";

  /** What a request object says; values that are no text count as their JSON. */
  static AskedParameters of(Json.Members object) {
    var values = new LinkedHashMap<String, List<String>>();
    for (String name : KNOWN) {
      object.get(name).ifPresent(value -> values.put(name, texts(value)));
    }
    return new AskedParameters(values);
  }

  private static List<String> texts(Json value) {
    return switch (value) {
      case Json.Text(var text) -> List.of(text);
      case Json.Items items -> items.texts().orElse(List.of(items.write()));
      case Json other -> List.of(other.write());
    };
  }

  AskedParameters with(String name, String value) {
    var more = new LinkedHashMap<>(values);
    more.put(name, List.of(value));
    return new AskedParameters(more);
  }

  /** The same, brought by the client itself (RFC 9126). */
  AskedParameters asPushed() {
    return with(PUSHED, "1");
  }

  boolean isPushed() {
    return values.containsKey(PUSHED);
  }

  /** The same, signed by the client (RFC 9101). */
  AskedParameters asSigned() {
    return with(SIGNED, "1");
  }

  boolean isSigned() {
    return values.containsKey(SIGNED);
  }

  static AskedParameters of(Parameters parameters) {
    var values = new LinkedHashMap<String, List<String>>();
    for (String name : KNOWN) {
      var given = parameters.all(name).stream().filter(value -> !value.isEmpty()).toList();
      if (!given.isEmpty()) {
        values.put(name, given);
      }
    }
    return new AskedParameters(values);
  }

  Optional<String> given(String name) {
    return all(name).stream().findFirst();
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** As text, for the transaction. */
  String encode() {
    var pairs = new ArrayList<String>();
    values.forEach((name, all) -> all.forEach(value -> pairs.add(name + "=" + escape(value))));
    return String.join("&", pairs);
  }

  static AskedParameters decode(String text) {
    var values = new LinkedHashMap<String, List<String>>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      values
          .computeIfAbsent(pair.substring(0, equals), name -> new ArrayList<>())
          .add(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return new AskedParameters(values);
  }

  private static String escape(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
