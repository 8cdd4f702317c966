package io.gatehouse.signing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Serialises structured values (RFC 9651 §4.1). */
final class FieldWriter {
  private static final HexFormat HEX = HexFormat.of();

  private final StringBuilder out = new StringBuilder(128);

  FieldWriter dictionary(Dictionary dictionary) {
    dictionary.members().forEach(this::entry);
    return this;
  }

  private void entry(String key, Member member) {
    separate(", ");
    out.append(key);
    // §4.1.2: the value true is the key alone.
    if (member instanceof Member.Item item && item.value().equals(BareItem.Truth.TRUE)) {
      parameters(item.parameters());
    } else {
      out.append('=');
      member(member);
    }
  }

  FieldWriter list(List<? extends Member> members) {
    for (var member : members) {
      separate(", ");
      member(member);
    }
    return this;
  }

  private void separate(String separator) {
    if (!out.isEmpty()) {
      out.append(separator);
    }
  }

  FieldWriter member(Member member) {
    switch (member) {
      case Member.Item item -> bare(item.value());
      case Member.InnerList inner -> innerItems(inner.items());
    }
    parameters(member.parameters());
    return this;
  }

  private void innerItems(List<Member.Item> items) {
    out.append('(');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.append(' ');
      }
      member(items.get(i));
    }
    out.append(')');
  }

  private void parameters(Parameters parameters) {
    parameters.values().forEach(this::parameter);
  }

  private void parameter(String key, BareItem value) {
    out.append(';').append(key);
    if (!value.equals(BareItem.Truth.TRUE)) {
      out.append('=');
      bare(value);
    }
  }

  private void bare(BareItem item) {
    switch (item) {
      case BareItem.Whole whole -> out.append(whole.value());
      case BareItem.Fraction fraction -> fraction(fraction);
      case BareItem.Text text -> text(text.value());
      case BareItem.Token token -> out.append(token.value());
      case BareItem.Octets octets ->
          out.append(':').append(Base64.getEncoder().encodeToString(octets.bytes())).append(':');
      case BareItem.Truth truth -> out.append(truth.value() ? "?1" : "?0");
      case BareItem.Moment moment -> out.append('@').append(moment.seconds());
      case BareItem.Display display -> display(display.value());
    }
  }

  // §4.1.5: at least one digit stays behind the point.
  private void fraction(BareItem.Fraction fraction) {
    var digits = fraction.value().toPlainString();
    int end = digits.length();
    while (digits.charAt(end - 1) == '0' && digits.charAt(end - 2) != '.') {
      end--;
    }
    out.append(digits, 0, end);
  }

  private void text(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }

  private void display(String value) {
    out.append("%\"");
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c == '%' || c == '"' || !Syntax.isPrintableAscii(c)) {
        out.append('%').append(HEX.toHexDigits(b));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
