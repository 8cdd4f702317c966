package io.gatehouse.gateway.decision;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A decision as one line of JSON in ASCII: nothing a caller sent can end it or move a cursor. */
final class DecisionLine {
  /** Of any value: enough to recognise it, too little to flood the log. */
  private static final int LONGEST_VALUE = 1024;

  private static final HexFormat HEX = HexFormat.of();

  private final StringBuilder out = new StringBuilder(640);

  private DecisionLine() {}

  static String of(Decision decision) {
    var line = new DecisionLine();
    line.text("id", decision.id());
    line.text("at", decision.at().toString());
    line.number("us", decision.took().toNanos() / 1000);
    line.text("outcome", decision.outcome());
    line.number("status", decision.status());
    line.optional("code", decision.code());
    line.optional("reason", decision.reason());
    line.asked(decision.asked());
    line.who(decision.who());
    line.judged(decision.judged());
    line.optional("upstream", decision.upstream());
    return line.out.append("}\n").toString();
  }

  private void asked(Decision.Asked asked) {
    text("method", asked.method());
    text("host", asked.host());
    text("path", asked.path());
    text("address", asked.address());
    optional("route", asked.route());
  }

  private void who(Decision.Who who) {
    text("kind", who.kind());
    text("credential", who.credential());
    nonEmpty("sub", who.subject());
    nonEmpty("azp", who.credentialId());
    optional("jti", who.tokenId());
    nonEmpty("scope", who.scopes());
    list("act", who.actors());
    if (who.stale()) {
      name("stale").append("true");
    }
  }

  private void judged(Decision.Judged judged) {
    list("stages", judged.stages());
    optional("rule", judged.rule());
    list("tried", judged.tried());
    optional("nearest", judged.nearest());
    list("missing_scopes", judged.missingScopes());
  }

  private void optional(String name, Optional<String> value) {
    value.ifPresent(present -> text(name, present));
  }

  private void nonEmpty(String name, String value) {
    if (!value.isEmpty()) {
      text(name, value);
    }
  }

  private void list(String name, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    name(name);
    char before = '[';
    for (var value : values) {
      out.append(before);
      quote(value);
      before = ',';
    }
    out.append(']');
  }

  private void number(String name, long value) {
    name(name).append(value);
  }

  private void text(String name, String value) {
    name(name);
    quote(value);
  }

  private StringBuilder name(String name) {
    return out.append(out.isEmpty() ? '{' : ',').append('"').append(name).append("\":");
  }

  private void quote(String value) {
    out.append('"');
    int length = Math.min(value.length(), LONGEST_VALUE);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c > 0x7e) {
        out.append("\\u").append(HEX.toHexDigits(c));
      } else {
        out.append(c);
      }
    }
    if (length < value.length()) {
      out.append("...");
    }
    out.append('"');
  }
}
