package io.gatehouse.web.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FormsAndCookiesTest {
  private static Parameters read(ParametersReading reading) {
    return switch (reading) {
      case ParametersReading.Read read -> read.parameters();
      case ParametersReading.Refused refused -> throw new AssertionError(refused.detail());
    };
  }

  private static int refused(ParametersReading reading) {
    return switch (reading) {
      case ParametersReading.Read read -> throw new AssertionError(read.parameters().names());
      case ParametersReading.Refused refused -> refused.status();
    };
  }

  private static ParametersReading form(String encoded, String... repeatable) {
    return RequestDraft.form("/token", encoded).request().form(repeatable);
  }

  @Test
  void aFormIsDecodedOnce() {
    Parameters form = read(form("a=b+c&d=%E2%82%AC&e=&f=%2525&g"));
    assertThat(form.value("a")).contains("b c");
    assertThat(form.value("d")).contains("\u20ac");
    assertThat(form.value("e")).contains("");
    assertThat(form.given("e")).isEmpty();
    assertThat(form.value("f")).contains("%25");
    assertThat(form.value("g")).contains("");
    assertThat(form.value("h")).isEmpty();
  }

  @Test
  void aNameGivenTwiceIsRefusedUnlessItMayRepeat() {
    assertThat(refused(form("a=1&a=1"))).isEqualTo(400);
    assertThat(refused(form("a=1&%61=2"))).isEqualTo(400);
    assertThat(read(form("resource=1&resource=2", "resource")).all("resource"))
        .containsExactly("1", "2");
  }

  @Test
  void brokenEncodingsAndFloodsAreRefused() {
    for (String encoded : new String[] {"a=%", "a=%2", "a=%zz", "a=%ff", "a=%c0%ae", "a=%00"}) {
      assertThat(refused(form(encoded))).as(encoded).isEqualTo(400);
    }
    assertThat(refused(form("&".repeat(101)))).isEqualTo(400);
  }

  @Test
  void contentThatIsNoFormIsNotReadAsOne() {
    var json =
        RequestDraft.of("POST", "/token")
            .with("Content-Type", "application/json")
            .content(Body.utf8("a=b"));
    assertThat(refused(json.request().form())).isEqualTo(415);
    var latin =
        RequestDraft.of("POST", "/token")
            .with("Content-Type", "application/x-www-form-urlencoded; charset=iso-8859-1");
    assertThat(refused(latin.request().form())).isEqualTo(415);
  }

  @Test
  void a50_aQuotedCookieCannotHoldOrHideAnother() {
    var request = RequestDraft.get("/").with("Cookie", "a=\"b; __Host-gh=evil\"; c=d").request();
    assertThat(request.cookie("__Host-gh")).isEqualTo(new Single.One("evil\""));
    assertThat(request.cookie("a")).isEqualTo(new Single.One("\"b"));
    var twice =
        RequestDraft.get("/").with("Cookie", "__Host-gh=1").with("Cookie", "x=y; __Host-gh=2");
    assertThat(twice.request().cookie("__Host-gh")).isEqualTo(new Single.Repeated());
    assertThat(twice.request().cookie("__Host-gh").value()).isEmpty();
  }

  @Test
  void a50_cookieNamesAreExact() {
    var request = RequestDraft.get("/").with("Cookie", "__host-gh=1; x__Host-gh=2").request();
    assertThat(request.cookie("__Host-gh")).isEqualTo(new Single.Absent());
  }

  @Test
  void a40_threeHundredCookiesAreJustCookies() {
    var request = RequestDraft.get("/").with("Cookie", "a=b; ".repeat(300) + "c=d").request();
    assertThat(request.cookie("c")).isEqualTo(new Single.One("d"));
  }

  @Test
  void ourCookiesAreBoundToThisHostAndTls() {
    assertThat(Cookies.session("__Host-gh", "v").value())
        .isEqualTo("__Host-gh=v; Path=/; Secure; HttpOnly; SameSite=Lax");
    assertThat(Cookies.lasting("__Host-gh", "v", Duration.ofHours(1)).value())
        .endsWith("; Max-Age=3600");
    assertThat(Cookies.gone("__Host-gh").value()).startsWith("__Host-gh=; ").endsWith("Max-Age=0");
    assertThatThrownBy(() -> Cookies.session("gh", "v"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Cookies.session("__Host-gh", "a;b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aReplyCannotSmuggleAField() {
    assertThatThrownBy(() -> Reply.empty(200).with("X", "a\r\nSet-Cookie: b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Reply.empty(200).with("X:", "a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PagePolicy.strict().allowingFormsTo("a; script-src *"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aProblemKeepsItsReasonToItself() {
    var problem = Problem.of(ProblemKind.UNAVAILABLE, "Say \"when\"\n<b>", "the secret reason");
    Reply reply = ProblemReply.of(problem.retryAfter(Duration.ofMillis(1500)), "id-1");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After").value()).contains("2");
    assertThat(reply.header("Cache-Control").value()).contains("no-store");
    assertThat(reply.body().text())
        .contains("\"code\":\"unavailable\"", "\"status\":503", "\"instance\":\"id-1\"")
        .contains("Say \\\"when\\\"\\u000a\\u003cb\\u003e")
        .doesNotContain("secret");
  }

  @Test
  void aTableThatClaimsOnePathTwiceDoesNotStart() {
    Endpoint nothing = request -> Reply.empty(204);
    assertThatThrownBy(
            () -> new MountTable(Mount.get("/a/{x}", nothing), Mount.get("/a/{y}", nothing)))
        .isInstanceOf(IllegalArgumentException.class);
    var table =
        new MountTable(Mount.get("/a/{x}", nothing), Mount.get("/a/b", r -> Reply.empty(200)));
    assertThat(table.answer(RequestDraft.get("/a/b").request()).status()).isEqualTo(200);
    assertThat(table.answer(RequestDraft.get("/a/c").request()).status()).isEqualTo(204);
  }
}
