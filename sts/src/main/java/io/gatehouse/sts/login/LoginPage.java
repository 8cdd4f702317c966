package io.gatehouse.sts.login;

import io.gatehouse.sts.authorize.WaitingRequest;
import io.gatehouse.sts.pages.Language;
import io.gatehouse.sts.pages.Page;
import io.gatehouse.sts.pages.Pages;
import io.gatehouse.web.endpoint.PagePolicy;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;

/** The login form, first and again. */
public final class LoginPage {
  private static final int LONGEST_NAME = 256;

  private final Pages pages;
  private final String action;

  /**
   * @param action path that the form is posted to
   */
  public LoginPage(Pages pages, String action) {
    this.pages = pages;
    this.action = action;
  }

  /**
   * @param text key of the sentence
   * @param username as typed, to be corrected
   */
  record Failure(String text, String username) {}

  Reply first(Request request, WaitingRequest waiting) {
    return reply(request, waiting, 200, new Failure("", waiting.loginHint().orElse("")));
  }

  /**
   * RFC 9110 §15.5.4: what was sent is not enough. A 401 would have to name a challenge that a
   * browser answers by itself.
   */
  Reply again(Request request, WaitingRequest waiting, Failure failure) {
    return reply(request, waiting, 403, failure);
  }

  private Reply reply(Request request, WaitingRequest waiting, int status, Failure failure) {
    var language = Language.choose(waiting.uiLocales(), request.header("Accept-Language").value());
    var page =
        new Page.Login(
            action,
            waiting.waiting().handle(),
            waiting.clientName(),
            cut(failure.username),
            failure.text.isEmpty() ? "" : pages.text(failure.text, language));
    // Browsers apply form-action to the redirects after the form, which end at the client.
    var policy = PagePolicy.strict().allowingFormsTo(waiting.policySource());
    return pages.reply(status, page, language, policy);
  }

  private static String cut(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }
}
