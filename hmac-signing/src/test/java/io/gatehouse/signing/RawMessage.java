package io.gatehouse.signing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/** A request read from its text, as a lenient server would read it. */
record RawMessage(
    String method,
    String target,
    String scheme,
    TreeMap<String, List<String>> lines,
    String content)
    implements SignableRequest {

  static RawMessage read(String text) {
    var unified = text.replace("\r\n", "\n");
    int blank = unified.indexOf("\n\n");
    var head = (blank < 0 ? unified : unified.substring(0, blank)).split("\n", -1);
    var first = head[0];
    int methodEnd = first.indexOf(' ');
    var lines = new TreeMap<String, List<String>>();
    List<String> last = new ArrayList<>();
    for (int i = 1; i < head.length; i++) {
      if (head[i].startsWith(" ")) {
        last.set(last.size() - 1, last.getLast() + " " + head[i].strip());
        continue;
      }
      int colon = head[i].indexOf(':');
      var name = head[i].substring(0, colon).toLowerCase(Locale.ROOT);
      last = lines.computeIfAbsent(name, _ -> new ArrayList<>());
      last.add(head[i].substring(colon + 1).strip());
    }
    var target = first.substring(methodEnd + 1, first.lastIndexOf(" HTTP/"));
    var content = blank < 0 ? "" : unified.substring(blank + 2);
    return new RawMessage(first.substring(0, methodEnd), target, "http", lines, content);
  }

  byte[] body() {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String authority() {
    return field("host").getFirst();
  }

  @Override
  public Set<String> fieldNames() {
    return lines.keySet();
  }

  @Override
  public List<String> field(String lowerCaseName) {
    return lines.getOrDefault(lowerCaseName, List.of());
  }
}
