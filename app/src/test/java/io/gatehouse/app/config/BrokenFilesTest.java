package io.gatehouse.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.config.load.ConfigurationReader.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each broken file with everything that is to be said about it, in the order of the file. */
final class BrokenFilesTest {
  private static final Path FILES = Path.of("src/test/resources/config/broken");

  @TempDir private Path folder;

  static Stream<String> l08_files() throws IOException {
    try (var files = Files.list(FILES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("l08_files")
  void l08_everyProblemIsReportedAtOnceWithItsLineAndASuggestion(String name) throws IOException {
    var outcome = new ConfigurationFolder(folder).readResource("broken/" + name);

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    var said =
        ((Outcome.Refused) outcome)
            .flaws().stream()
                .map(flaw ->
                    flaw.toString().replace(folder + "/", "").replace(folder.toString(), "FOLDER"))
                .collect(Collectors.joining("\n", "", "\n"));
    var expected = FILES.resolve(name.replace(".yaml", ".expected"));
    if (Boolean.getBoolean("gatehouse.write-expected")) {
      Files.writeString(expected, said);
    }
    assertThat(said).isEqualTo(Files.readString(expected));
  }
}
