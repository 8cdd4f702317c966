package io.gatehouse.sts.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Names of segments: node, first sequence number, attempt; they sort as they were written. */
final class SegmentName {
  private static final Pattern FORM =
      Pattern.compile("audit-([A-Za-z0-9._-]{1,64})-[0-9]{15}-[0-9]{4}\\.jsonl");

  private SegmentName() {}

  static String of(String node, long firstSequence, int attempt) {
    var name = String.format("audit-%s-%015d-%04d.jsonl", node, firstSequence, attempt);
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException("a node's name is letters, digits, dots and dashes");
    }
    return name;
  }

  static List<Path> segmentsOf(Path folder, String node) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> nodeOf(file).equals(node)).sorted().toList();
    }
  }

  static Set<String> nodesIn(Path folder) throws IOException {
    var nodes = new TreeSet<String>();
    try (var files = Files.list(folder)) {
      files.map(SegmentName::nodeOf).filter(node -> !node.isEmpty()).forEach(nodes::add);
    }
    return nodes;
  }

  private static String nodeOf(Path file) {
    var form = FORM.matcher(file.getFileName().toString());
    return form.matches() ? form.group(1) : "";
  }
}
