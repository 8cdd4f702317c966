package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands are run from the English README only, so the other pages must show the very same. */
class ShownCommandsTest {
  @Test
  void theKoreanReadmeShowsTheSameCommandsAnswersAndConfiguration() {
    var english = Readme.in("README.md");
    var korean = Readme.in("README.ko.md");
    assertThat(korean.steps()).containsExactlyElementsOf(english.steps());
    assertThat(korean.configuration()).isEqualTo(english.configuration());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwt.md", "api-key.md", "signed-requests.md", "sigv4.md", "basic.md"})
  void theCommandsThatProveACredentialAreAmongThoseOfReadme(String page) {
    var shown = Readme.in("README.md").steps().stream().map(Readme.Step::command).toList();
    assertThat(Readme.in("docs/how-to/" + page).steps())
        .isNotEmpty()
        .allSatisfy(step -> assertThat(shown).contains(step.command()));
  }
}
