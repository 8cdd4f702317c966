package io.gatehouse.mtls.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What became of public vectors, against the file of those that differ from the book. */
final class Verdicts {
  private final Map<String, String> differing = new TreeMap<>();

  /**
   * Notes a vector whose outcome is not the expected one.
   *
   * @param trusted what was found
   */
  void note(String id, boolean expected, boolean trusted) {
    if (expected != trusted) {
      differing.put(id, trusted ? "trusted" : "refused");
    }
  }

  /** Each differing vector stands in the file with its outcome and a reason, and no other does. */
  void matches(Path file) throws IOException {
    var written = new TreeMap<String, String>();
    for (var line : Files.readAllLines(file)) {
      if (!line.startsWith("#")) {
        var cells = line.split("\t", 3);
        assertThat(cells).as(line).hasSize(3).allMatch(cell -> !cell.isBlank());
        written.put(cells[0], cells[1]);
      }
    }
    assertThat(differing).isEqualTo(written);
  }
}
