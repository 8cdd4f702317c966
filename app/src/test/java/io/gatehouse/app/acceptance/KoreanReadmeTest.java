package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A command is run from the English README only, so the Korean one must show the very same. */
class KoreanReadmeTest {
  @Test
  void theKoreanReadmeShowsTheSameCommandsAnswersAndConfiguration() {
    var english = Readme.in("README.md");
    var korean = Readme.in("README.ko.md");
    assertThat(korean.steps()).containsExactlyElementsOf(english.steps());
    assertThat(korean.configuration()).isEqualTo(english.configuration());
  }
}
