package io.gatehouse.sts.pages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTML file with places: <code>{{name}}</code> is a variable, <code>{{t:key}}</code> a text,
 * <code>{{#name}}..{{/name}}</code> stands once per value, or not at all when there is none, and
 * <code>{{.}}</code> in it is the value. <code>{{>file}}</code> is another file. Everything put in
 * is escaped; there is no way around.
 */
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([#/]?)(t:)?([a-zA-Z._]+)}}");

  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = parts;
  }

  /** A piece of a template. */
  private sealed interface Part {
    record Literal(String html) implements Part {}

    record Variable(String name) implements Part {}

    record Text(String key) implements Part {}

    record Section(String name, List<Part> inner) implements Part {}
  }

  /** A section's content and where the reading goes on behind it. */
  private record Parsed(List<Part> parts, int end) {}

  static Template parse(String html) {
    return new Template(parse(html, PLACE.matcher(html), 0, "").parts());
  }

  private static Parsed parse(String html, Matcher places, int start, String section) {
    var parts = new ArrayList<Part>();
    int at = start;
    while (places.find(at)) {
      parts.add(new Part.Literal(html.substring(at, places.start())));
      at = places.end();
      String name = places.group(3);
      switch (places.group(1)) {
        case "#" -> {
          var inner = parse(html, places, at, name);
          parts.add(new Part.Section(name, inner.parts()));
          at = inner.end();
        }
        case "/" -> {
          requireSame(name, section);
          return new Parsed(parts, at);
        }
        default ->
            parts.add(places.group(2) == null ? new Part.Variable(name) : new Part.Text(name));
      }
    }
    requireSame("", section);
    parts.add(new Part.Literal(html.substring(at)));
    return new Parsed(parts, html.length());
  }

  private static void requireSame(String closed, String open) {
    if (!closed.equals(open)) {
      throw new IllegalStateException("a template closes " + closed + " inside of " + open);
    }
  }

  String write(Map<String, List<String>> variables, Texts texts) {
    var html = new StringBuilder(4096);
    write(parts, variables, texts, html);
    return html.toString();
  }

  private static void write(
      List<Part> parts, Map<String, List<String>> variables, Texts texts, StringBuilder html) {
    for (Part part : parts) {
      switch (part) {
        case Part.Literal(var literal) -> html.append(literal);
        case Part.Text(var key) -> html.append(escape(texts.get(key)));
        case Part.Variable(var name) ->
            html.append(escape(String.join(" ", values(variables, name))));
        case Part.Section(var name, var inner) -> {
          for (String value : values(variables, name)) {
            if (!value.isEmpty()) {
              var within = new HashMap<>(variables);
              within.put(".", List.of(value));
              write(inner, within, texts, html);
            }
          }
        }
      }
    }
  }

  private static List<String> values(Map<String, List<String>> variables, String name) {
    var values = variables.get(name);
    if (values == null) {
      throw new IllegalStateException("a template asks for the unknown variable " + name);
    }
    return values;
  }

  /** Safe in text and in a quoted attribute. */
  static String escape(String text) {
    var html = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        case '`' -> html.append("&#96;");
        default -> html.append(c < 0x20 && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
    return html.toString();
  }
}
