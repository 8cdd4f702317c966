package io.gatehouse.sts.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What the description of the admin API says is served. */
final class OpenApiFile {
  private OpenApiFile() {}

  /** Method, path and role of each action. */
  static Set<String> documented() throws IOException {
    var documented = new TreeSet<String>();
    var path = "";
    var method = "";
    var source = Path.of("..", "docs", "openapi.yaml");
    for (var line : Files.readAllLines(source, StandardCharsets.UTF_8)) {
      if (line.matches("  /.*:")) {
        path = line.strip().replaceFirst(":$", "");
      } else if (line.matches("    (get|post|put|patch|delete):")) {
        method = line.strip().replaceFirst(":$", "").toUpperCase(Locale.ROOT);
      } else if (line.startsWith("      x-role: ")) {
        documented.add(method + " " + path + " " + line.strip().substring(8));
      }
    }
    return documented;
  }
}
