package io.gatehouse.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OneJarTest {
  @Test
  void aClientNeedsNothingButThisJarAndTheJdk() {
    var foreign = new TreeSet<String>();
    for (var file : Vectors.children(Path.of("src/main/java/io/gatehouse/signing"))) {
      if (Files.isRegularFile(file)) {
        Vectors.text(file)
            .lines()
            .filter(line -> line.startsWith("import "))
            // Annotations that are absent at run time are ignored.
            .filter(line -> !line.matches("import (static )?(java|javax\\.crypto)\\..*"))
            .filter(line ->
                !line.contains(" io.gatehouse.signing.") && !line.contains(" org.jspecify."))
            .forEach(line -> foreign.add(file.getFileName() + ": " + line));
      }
    }
    assertThat(foreign).isEmpty();
  }
}
