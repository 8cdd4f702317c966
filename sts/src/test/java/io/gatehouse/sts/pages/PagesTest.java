package io.gatehouse.sts.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PagesTest {
  private static final String EVIL = "</title><script>alert('1')</script>\"x=`y`&{{flow}}";
  private final Pages pages = new Pages("");

  private static List<Page> everyPage(String text) {
    return List.of(
        new Page.Login("/login", text, text, text, text),
        new Page.Consent("/consent", text, text, text, List.of(text, text)),
        new Page.Logout("/logout", text, text, text, text, text),
        new Page.SignedOut(),
        new Page.FormPost(text, text, text, text, text, text),
        new Page.Failure(text, text, text));
  }

  @ParameterizedTest
  @EnumSource
  void h41_nothingThatIsPutIntoAPageIsMarkup(Language language) {
    for (Page page : everyPage(EVIL)) {
      var html = pages.html(page, language);
      assertThat(html)
          .doesNotContain("<script>alert", "alert('", "\"x=", "`")
          .doesNotContain("{{t:");
      assertThat(html).contains("<html lang=\"" + language.tag() + "\">");
    }
  }

  @ParameterizedTest
  @EnumSource
  void noPageHasScriptStyleOrAForeignAddress(Language language) {
    for (Page page : everyPage("x")) {
      var html = pages.html(page, language);
      // The one script there is, word for word as its hash in the policy says.
      var script = "<script>" + Pages.FORM_POST_SCRIPT + "</script>";
      assertThat(page instanceof Page.FormPost ? html.replace(script, "") : html)
          .doesNotContain("<script", "style=", "<style", "onclick", "javascript:", "http");
    }
  }

  @Test
  void bothLanguagesHaveEveryText() {
    var english = Texts.load(Language.ENGLISH);
    var korean = Texts.load(Language.KOREAN);
    assertThat(korean.keys()).isEqualTo(english.keys());
    assertThat(korean.keys())
        .filteredOn(key -> !korean.get(key).isBlank())
        .allSatisfy(key -> assertThat(korean.get(key)).isNotEqualTo(english.get(key)));
  }

  @Test
  void everyFieldHasALabelAndTheProblemIsTiedToIt() {
    var html = pages.html(new Page.Login("/login", "f", "App", "alice", "No."), Language.ENGLISH);
    assertThat(html)
        .contains(
            "<label for=\"username\">",
            "<label for=\"password\">",
            "role=\"alert\" id=\"problem\"",
            "aria-invalid=\"true\" aria-describedby=\"problem\"",
            "autocomplete=\"current-password\"")
        .contains(
            "<title>You are not signed in", "<p>No. <a href=\"#username\">Go to the form.</a>");
    var first = pages.html(new Page.Login("/login", "f", "App", "", ""), Language.ENGLISH);
    assertThat(first).doesNotContain("aria-invalid", "role=\"alert\"");
    assertThat(first).contains("to continue to <strong>App</strong>");
    var korean = pages.html(new Page.Login("/login", "f", "App", "", ""), Language.KOREAN);
    assertThat(korean).contains("<strong>App</strong> 서비스를");
  }

  @Test
  void theStyleSheetIsNamedByItsContent() {
    assertThat(pages.stylesheetPath()).matches("/assets/gatehouse\\.[A-Za-z0-9_-]{16}\\.css");
    assertThat(pages.stylesheet().header("Cache-Control").value())
        .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
    assertThat(new Pages("/realm").stylesheetPath()).startsWith("/realm/assets/");
  }

  @ParameterizedTest
  @CsvSource({
    "ko,en,KOREAN",
    "de ko,en,KOREAN",
    "fr,ko;q=0.5,KOREAN",
    ",'en;q=0.3, ko;q=0.9',KOREAN",
    ",'de, en;q=0.1, ko;q=0',ENGLISH",
    ",'ko;q=x',ENGLISH",
    ",,ENGLISH"
  })
  void theBestOfOurLanguagesIsChosen(String locales, String accept, Language expected) {
    assertThat(Language.choose(Optional.ofNullable(locales), Optional.ofNullable(accept)))
        .isEqualTo(expected);
  }
}
