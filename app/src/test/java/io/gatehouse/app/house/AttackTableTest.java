package io.gatehouse.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every attack of the table has a test named for it, or says why not. */
class AttackTableTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern TEST =
      Pattern.compile(
          "@(?:Test|ParameterizedTest)\\b(?:(?!\\bvoid )[\\s\\S])*+void ([a-z]\\d\\d)_\\w+\\(");

  @Test
  void everyAttackHasATestOfItsNameOrAReasonWhyNot() throws IOException {
    var tested = tested();
    var deferred = ids("docs/attacks-deferred.tsv");
    var open = new ArrayList<String>();
    for (var id : ids("docs/attacks.tsv")) {
      if (!tested.contains(id) && !deferred.contains(id)) {
        open.add(id);
      }
    }
    assertThat(open).as("attacks with neither a test nor a reason").isEmpty();
  }

  @Test
  void nothingIsDeferredThatIsTested() throws IOException {
    var both = new TreeSet<>(ids("docs/attacks-deferred.tsv"));
    both.retainAll(tested());
    assertThat(both).isEmpty();
  }

  @Test
  void everyDeferredAttackNamesItsDoorAndReason() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("docs/attacks-deferred.tsv")))
        .allSatisfy(line -> assertThat(line.split("\t", -1)).hasSize(3).doesNotContain(""));
  }

  private static List<String> ids(String file) throws IOException {
    return Files.readAllLines(ROOT.resolve(file)).stream()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf('\t')))
        .toList();
  }

  private static Set<String> tested() throws IOException {
    try (var files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/test/"))
          .flatMap(file -> TEST.matcher(read(file)).results())
          .map(result -> result.group(1).toUpperCase(Locale.ROOT))
          .collect(Collectors.toSet());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
