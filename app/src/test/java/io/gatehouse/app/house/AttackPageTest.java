package io.gatehouse.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page of attacks names the tests that are there: below its mark it is made from them. */
final class AttackPageTest {
  private static final Path DOCS = Module.ROOT.resolve("docs");
  private static final Path PAGE = DOCS.resolve("attacks.md");
  private static final String MARK = "<!-- Made by AttackPageTest from here on. -->\n";
  private static final Pattern TEST = Pattern.compile("\\bvoid (([a-z]\\d\\d)_\\w+)\\(");

  /** {@code -Dgatehouse.write-reference=true} renews the page. */
  @BeforeAll
  static void renewWhenAsked() throws IOException {
    if (Boolean.getBoolean("gatehouse.write-reference")) {
      Files.writeString(PAGE, writtenByHand() + table());
    }
  }

  @Test
  void thePageNamesEveryAttackWithItsTests() throws IOException {
    assertThat(Files.readString(PAGE).equals(writtenByHand() + table()))
        .as("run this test with -Dgatehouse.write-reference=true")
        .isTrue();
  }

  /** The paragraphs above the mark say which class answers. */
  @Test
  void everyDoorHasAParagraph() throws IOException {
    var doors = rows("attacks.tsv").map(row -> row.get(1)).distinct().toList();
    var byHand = writtenByHand();
    assertThat(doors).isNotEmpty().allSatisfy(door -> assertThat(byHand).contains("**" + door));
  }

  /** A class that is named as an answer is one of the product's. */
  @Test
  void everyClassThatAParagraphNamesExists() throws IOException {
    var known = Module.allSources().stream().map(file -> file.getFileName().toString()).toList();
    var named =
        Pattern.compile("`([A-Z]\\w+)`")
            .matcher(writtenByHand())
            .results()
            .map(result -> result.group(1) + ".java")
            .toList();
    assertThat(known).containsAll(named);
  }

  private static String writtenByHand() throws IOException {
    var page = Files.readString(PAGE);
    return page.substring(0, page.indexOf(MARK) + MARK.length());
  }

  private static String table() throws IOException {
    var tests = tests();
    var reasons =
        rows("attacks-deferred.tsv").collect(Collectors.toMap(List::getFirst, List::getLast));
    var rows =
        rows("attacks.tsv")
            .map(row -> line(row, tests.getOrDefault(row.getFirst(), reasons(reasons, row))))
            .collect(Collectors.joining());
    return "\n| id | door | attack | tests |\n|---|---|---|---|\n" + rows;
  }

  private static SortedSet<String> reasons(Map<String, String> reasons, List<String> row) {
    var reason = reasons.get(row.getFirst());
    return new TreeSet<>(List.of(reason == null ? "open" : "none yet: " + reason));
  }

  private static String line(List<String> row, SortedSet<String> tests) {
    return Stream.of(row.getFirst(), row.get(1), row.get(2), String.join("<br>", tests))
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** Id to {@code Class#method}, in the order of their names. */
  private static Map<String, SortedSet<String>> tests() {
    var found = new TreeMap<String, SortedSet<String>>();
    for (var file : Module.allSources()) {
      if (file.toString().contains("/src/test/")) {
        var type = file.getFileName().toString().replace(".java", "");
        TEST.matcher(Module.read(file))
            .results()
            .forEach(test ->
                found
                    .computeIfAbsent(test.group(2).toUpperCase(Locale.ROOT), _ -> new TreeSet<>())
                    .add("`" + type + "#" + test.group(1) + "`"));
      }
    }
    return found;
  }

  private static Stream<List<String>> rows(String file) throws IOException {
    return Files.readAllLines(DOCS.resolve(file)).stream()
        .skip(1)
        .map(row -> List.of(row.split("\t", -1)));
  }
}
