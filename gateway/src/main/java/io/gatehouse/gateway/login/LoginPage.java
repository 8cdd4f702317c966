package io.gatehouse.gateway.login;

import io.gatehouse.web.endpoint.PagePolicy;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import java.util.Locale;

/** A page of the gateway's for people who sign in or out, in English and Korean. */
final class LoginPage {
  static final LoginPage NOT_BEGUN_HERE =
      new LoginPage(
          400,
          new Words(
              "Start again",
              "This sign-in was not begun in this browser, was used already, or took too long. Open"
                  + " the page that you wanted once more."),
          new Words(
              "다시 시작해 주세요",
              "이 로그인은 이 브라우저에서 시작되지 않았거나, 이미 사용되었거나, 너무 오래 걸렸습니다. 원하시던" + " 페이지를 다시 열어 주세요."));
  static final LoginPage NOT_COMPLETED =
      new LoginPage(
          400,
          new Words(
              "You are not signed in",
              "The sign-in was not completed. Open the page that you wanted once more, or ask who"
                  + " runs this service."),
          new Words("로그인되지 않았습니다", "로그인이 완료되지 않았습니다. 원하시던 페이지를 다시 열거나 서비스 담당자에게 문의해 주세요."));
  static final LoginPage NOT_ADMITTED =
      new LoginPage(
          403,
          new Words(
              "Your account has no access here",
              "You signed in, but this account is not known or not active here. Ask who runs this"
                  + " service."),
          new Words(
              "이 계정으로는 사용할 수 없습니다",
              "로그인은 되었지만 이 계정은 여기에서 알려져 있지 않거나 사용이 중지되었습니다. 서비스 담당자에게" + " 문의해 주세요."));
  static final LoginPage ASK_TO_SIGN_OUT =
      new LoginPage(
          200,
          new Words("Sign out?", "You will be signed out of this site."),
          new Words("로그아웃하시겠습니까?", "이 사이트에서 로그아웃됩니다."));
  static final LoginPage SIGNED_OUT =
      new LoginPage(
          200,
          new Words("You are signed out", "You can close this window."),
          new Words("로그아웃되었습니다", "이 창을 닫으셔도 됩니다."));

  private final int status;
  private final Words english;
  private final Words korean;

  private LoginPage(int status, Words english, Words korean) {
    this.status = status;
    this.english = english;
    this.korean = korean;
  }

  private record Words(String title, String text) {}

  Reply reply(Request request) {
    return reply(request, "", PagePolicy.strict());
  }

  /** With a button that posts to a path of this host. */
  Reply asking(Request request, String action, PagePolicy policy) {
    var word = isKorean(request) ? "로그아웃" : "Sign out";
    return reply(
        request,
        "<form method=\"post\" action=\""
            + action
            + "\"><button type=\"submit\">"
            + word
            + "</button></form>",
        policy);
  }

  private Reply reply(Request request, String more, PagePolicy policy) {
    var korean = isKorean(request);
    var words = korean ? this.korean : english;
    var page =
        """
        <!doctype html>
        <html lang="%s">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
        <title>%s · Gatehouse</title></head>
        <body><main><h1>%s</h1><p>%s</p>%s<p><small>%s</small></p></main></body>
        </html>
        """
            .formatted(
                korean ? "ko" : "en",
                words.title(),
                words.title(),
                words.text(),
                more,
                request.requestId());
    return Reply.html(status, page, policy).with("Cache-Control", "no-store");
  }

  // RFC 9110 §12.5.4: the first language named is the one preferred by every browser.
  private static boolean isKorean(Request request) {
    return request
        .header("Accept-Language")
        .value()
        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith("ko"))
        .isPresent();
  }
}
