package io.gatehouse.sts.authorize;

import io.gatehouse.sts.oauth.RedirectUri;
import io.gatehouse.sts.pages.Language;
import io.gatehouse.sts.pages.Page;
import io.gatehouse.sts.pages.Pages;
import io.gatehouse.web.endpoint.PagePolicy;
import io.gatehouse.web.endpoint.Reply;
import java.util.Map;
import java.util.Optional;

/** Answers that the browser posts to the application (OAuth 2.0 Form Post Response Mode). */
public final class FormPost {
  private final Pages pages;

  public FormPost(Pages pages) {
    this.pages = pages;
  }

  /** A page in the language that the application asked for. */
  Form in(Optional<String> uiLocales) {
    return new Form(pages, Language.choose(uiLocales, Optional.empty()));
  }

  /** The page, still without an answer. */
  record Form(Pages pages, Language language) {
    Reply carrying(RedirectUri target, Map<String, String> answer) {
      var page =
          new Page.FormPost(
              target.value(),
              value(answer, "code"),
              value(answer, "error"),
              value(answer, "error_description"),
              value(answer, "state"),
              value(answer, "iss"));
      // Browsers apply form-action to where the application sends them on afterwards, which only
      // the application knows.
      var policy =
          PagePolicy.strict()
              .allowingFormsTo("https:")
              .allowingFormsTo(target.policySource())
              .allowingScript(pages.formPostScript());
      return pages.reply(200, page, language, policy);
    }

    private static String value(Map<String, String> answer, String name) {
      return answer.getOrDefault(name, "");
    }
  }
}
