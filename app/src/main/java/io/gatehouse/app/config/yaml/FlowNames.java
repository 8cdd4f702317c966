package io.gatehouse.app.config.yaml;

import io.gatehouse.app.config.yaml.Yaml.Entry;
import io.gatehouse.app.config.yaml.Yaml.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Rejoins distinguished names. In a flow mapping YAML 1.2 §7.3.3 ends a plain value at a comma, so
 * {@code { base: dc=example,dc=com }} reads as the value {@code dc=example} and a key {@code
 * dc=com} that has no value. No key of ours holds an equals sign, so this has one meaning only.
 */
final class FlowNames {
  private FlowNames() {}

  static List<Entry> rejoin(List<Entry> entries) {
    var joined = new ArrayList<Entry>();
    for (var entry : entries) {
      if (!joined.isEmpty() && continues(joined.getLast(), entry)) {
        joined.add(join(joined.removeLast(), entry.key()));
      } else {
        joined.add(entry);
      }
    }
    return joined;
  }

  private static boolean continues(Entry before, Entry entry) {
    return entry.value() instanceof Text nothing
        && nothing.isNothing()
        && nothing.value().isEmpty()
        && isPart(entry.key())
        && before.value() instanceof Text value
        && isPart(value);
  }

  private static boolean isPart(Text text) {
    return text.plain() && text.value().indexOf('=') > 0;
  }

  private static Entry join(Entry before, Text part) {
    var value = (Text) before.value();
    var whole = value.value() + "," + part.value();
    return new Entry(before.key(), new Text(whole, true, value.at(), value.content()));
  }
}
