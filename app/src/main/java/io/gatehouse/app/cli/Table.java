package io.gatehouse.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** A list of objects in columns. */
final class Table {
  private Table() {}

  /** The members of each row under their names; columns that are empty throughout are left out. */
  static String of(JsonNode rows, List<String> members) {
    var shown = members.stream().filter(member -> anyHas(rows, member)).toList();
    var lines = new ArrayList<List<String>>();
    lines.add(shown.stream().map(name -> name.replace('_', ' ').toUpperCase(Locale.ROOT)).toList());
    rows.forEach(row -> lines.add(shown.stream().map(name -> Json.text(row, name)).toList()));
    return lines.stream().map(line -> pad(line, lines)).collect(Collectors.joining("\n"));
  }

  private static boolean anyHas(JsonNode rows, String member) {
    for (var row : rows) {
      if (!Json.text(row, member).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static String pad(List<String> line, List<List<String>> all) {
    return IntStream.range(0, line.size())
        .mapToObj(column -> cell(line.get(column), width(all, column)))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static String cell(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static int width(List<List<String>> all, int column) {
    return all.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
  }
}
