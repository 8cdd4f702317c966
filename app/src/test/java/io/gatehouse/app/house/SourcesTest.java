package io.gatehouse.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Length, packages and words of every source file. */
final class SourcesTest {
  private static final int MOST_LINES = 300;
  private static final int MOST_METHOD_LINES = 40;
  private static final int MOST_PARAMETERS = 4;

  // In two halves, so that this file does not hold the words itself.
  private static final List<String> NOT_IN_SOURCES =
      Stream.of(
              "TO|DO",
              "FIX|ME",
              "@Dis|abled",
              "Thread.sl|eep",
              "/wo|rk/",
              "/ro|ot/",
              "repo1.ma|ven")
          .map(word -> word.replace("|", ""))
          .toList();

  @Test
  void noFileIsLongerThanThreeHundredLines() {
    assertThat(Module.allSources())
        .filteredOn(file -> Module.read(file).lines().count() > MOST_LINES)
        .isEmpty();
  }

  @Test
  void noMethodIsLongerThanFortyLines() {
    assertThat(methods()).filteredOn(method -> method.lines() > MOST_METHOD_LINES).isEmpty();
  }

  @Test
  void noMethodOfTheProductTakesMoreThanFourParameters() {
    assertThat(methods())
        .filteredOn(method -> method.file().toString().contains("/src/main/"))
        .filteredOn(method -> !method.isConstructor() && method.parameters() > MOST_PARAMETERS)
        .isEmpty();
  }

  private static List<ParsedSource.Method> methods() {
    return ParsedSource.methods(Module.allSources());
  }

  @Test
  void everyPackageSaysWhatItOwnsAndKnowsNoNull() {
    // A package of tests is described where the product's package of the same name is.
    var described =
        Module.allSources().stream()
            .filter(file -> file.endsWith("package-info.java"))
            .filter(file -> Module.read(file).contains("/**"))
            .filter(file -> Module.read(file).contains("@NullMarked"))
            .map(ParsedSource::packagePath)
            .collect(Collectors.toSet());

    assertThat(Module.allSources())
        .extracting(ParsedSource::packagePath)
        .filteredOn(path -> !described.contains(path))
        .isEmpty();
  }

  @Test
  void nothingIsLeftForLaterAndNoMachineIsNamed() {
    for (var word : NOT_IN_SOURCES) {
      assertThat(Module.allSources())
          .filteredOn(file -> Module.read(file).contains(word))
          .as(word)
          .isEmpty();
    }
  }

  @Test
  void theSharedWordsStaySmallAndDecideNothing() {
    var files = Module.IDENTITY.sources("main");

    assertThat(files).hasSizeLessThanOrEqualTo(45);
    assertThat(files)
        .allSatisfy(file -> assertThat(Module.read(file).lines().count()).isLessThanOrEqualTo(80));
    assertThat(ParsedSource.methods(files))
        .filteredOn(method -> method.branches() > 0 && !isParsing(method))
        .isEmpty();
  }

  // Reading a text into a value, and a constructor that refuses what is none, are parsing.
  private static boolean isParsing(ParsedSource.Method method) {
    return method.isConstructor() || method.name().matches("parse|read|of|format|prefix");
  }
}
