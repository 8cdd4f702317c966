package io.gatehouse.sts.authorize;

import static io.gatehouse.sts.authorize.AuthorizeRefusals.endsOnAPage;
import static io.gatehouse.sts.authorize.AuthorizeRefusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.HttpField;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import io.gatehouse.web.path.Authority;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorizeParametersAttacksTest {
  private RunningSts sts;
  private Map<String, String> good;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    good = Visitor.request(sts.web);
  }

  @ParameterizedTest
  @CsvSource({
    "request,eyJhbGciOiJub25lIn0.e30.,request_not_supported",
    "request_uri,https://169.254.169.254/x,request_uri_not_supported",
    "response_type,code id_token,unsupported_response_type",
    "response_type,'',invalid_request",
    "response_mode,fragment,invalid_request"
  })
  void whatIsNotSupportedIsRefused(String name, String value, String error) {
    refused(sts.visitor().authorize(Visitor.with(good, name, value)), error);
  }

  @Test
  void h38_everyPageForbidsFrames() {
    var browser = sts.visitor();
    var login = browser.follow(browser.authorize(good));
    var failure = browser.authorize(Map.of("client_id", "nobody"));
    for (Reply page : new Reply[] {login, failure, browser.get("/logout")}) {
      assertThat(page.header("X-Frame-Options").value()).contains("DENY");
      assertThat(page.header("Content-Security-Policy").value())
          .hasValueSatisfying(policy ->
              assertThat(policy)
                  .contains("frame-ancestors 'none'", "default-src 'none'")
                  .doesNotContain("unsafe", "script-src"));
    }
  }

  @Test
  void h40_everyCookieIsTheHostsOwn() {
    var browser = sts.visitor();
    var page = browser.follow(browser.authorize(good));
    var posted =
        browser.post(
            "/login",
            Map.of(
                "flow", Visitor.flow(page), "username", "alice", "password", "alice's password"));
    var set =
        posted.fields().stream()
            .filter(field -> field.isNamed("Set-Cookie"))
            .map(HttpField::value)
            .toList();
    assertThat(set)
        .isNotEmpty()
        .allSatisfy(cookie ->
            assertThat(cookie)
                .startsWith("__Host-gh-")
                .contains("; Path=/; Secure; HttpOnly; SameSite=Lax")
                .doesNotContain("Domain"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"__Host-gh-session", "__Host-gh-browser"})
  void h40_twoCookiesOfOneNameAreRefused(String name) {
    var browser = sts.visitor();
    browser.code(good, "alice");
    var value = browser.cookies.getOrDefault(name, "");
    var planted = "A".repeat(43);
    var draft =
        RequestDraft.get("/authorize?" + Visitor.encode(good))
            .with("Cookie", name + "=" + planted + "; " + name + "=" + value);
    endsOnAPage(sts.visitor().send(draft));
  }

  @Test
  void h43_aForeignHostFieldChangesNoAddress() {
    var draft =
        RequestDraft.get("/authorize?" + Visitor.encode(good))
            .at(Authority.of("evil.example", true))
            .with("X-Forwarded-Host", "evil.example")
            .with("Forwarded", "host=evil.example");
    assertThat(Visitor.location(sts.visitor().send(draft))).startsWith(RunningSts.ISSUER + "/");
  }

  @Test
  void h45_promptNoneNeverShowsAPage() {
    var silent = Visitor.with(good, "prompt", "none");
    refused(sts.visitor().authorize(silent), "login_required");
    var browser = sts.visitor();
    browser.code(good, "alice");
    assertThat(Visitor.code(browser.authorize(silent))).isNotEmpty();
    refused(browser.authorize(Visitor.with(silent, "prompt", "none login")), "invalid_request");
  }

  @Test
  void h45_anOldSignInIsNotEnoughForMaxAge() {
    var browser = sts.visitor();
    browser.code(good, "alice");
    sts.clock.advance(Duration.ofMinutes(2));
    assertThat(Visitor.code(browser.authorize(Visitor.with(good, "max_age", "180")))).isNotEmpty();
    var old = Visitor.with(good, "max_age", "60");
    refused(browser.authorize(Visitor.with(old, "prompt", "none")), "login_required");
    var page = browser.follow(browser.authorize(old));
    assertThat(page.status()).isEqualTo(200);
    assertThat(Visitor.code(browser.submit(page, "alice", "alice's password"))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"max_age,0", "prompt,login"})
  void h45_theRequestThatAsksForASignInGetsAFreshOne(String name, String value) {
    var browser = sts.visitor();
    browser.code(good, "alice");
    var page = browser.follow(browser.authorize(Visitor.with(good, name, value)));
    assertThat(page.status()).isEqualTo(200);
    // Going on without signing in leads back to the form.
    var skipped = browser.follow(browser.get("/authorize/continue?flow=" + Visitor.flow(page)));
    assertThat(Visitor.flow(skipped)).isEqualTo(Visitor.flow(page));
    sts.clock.advance(Duration.ofSeconds(5));
    var answer = browser.submit(page, "alice", "alice's password");
    var tokens = browser.token(Visitor.redemption(sts.web, Visitor.code(answer)));
    var idToken = Visitor.payload(Visitor.text(tokens, "id_token"));
    assertThat(idToken.get("auth_time")).isEqualTo(idToken.get("iat"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "99999999999999999999", "1e3", "1.5", "x"})
  void h45_aMaxAgeThatIsNoNumberOfSecondsIsRefused(String value) {
    refused(sts.visitor().authorize(Visitor.with(good, "max_age", value)), "invalid_request");
  }

  @Test
  void h46_aParameterGivenTwiceIsRefused() {
    var query = Visitor.encode(good);
    endsOnAPage(sts.visitor().get("/authorize?" + query + "&client_id=x"));
    endsOnAPage(sts.visitor().get("/authorize?" + query + "&scope=openid"));
    var both = RequestDraft.form("/authorize?client_id=x", query);
    endsOnAPage(sts.visitor().send(both));
  }

  @Test
  void h50_noAnswerIsKeptOrTold() {
    var browser = sts.visitor();
    var page = browser.follow(browser.authorize(good));
    var answer = browser.submit(page, "alice", "alice's password");
    for (Reply reply : new Reply[] {page, answer}) {
      assertThat(reply.header("Cache-Control").value()).contains("no-store");
      assertThat(reply.header("Referrer-Policy").value()).contains("no-referrer");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openid  admin", "openid unknown", "openid openid", "openid\"", ""})
  void h51_aScopeThatIsNoListOfKnownWordsIsRefused(String scope) {
    refused(sts.visitor().authorize(Visitor.with(good, "scope", scope)), "invalid_scope");
  }

  @Test
  void h51_scopesThatAreNotRegisteredOrOfAnotherResourceAreRefused() {
    var browser = sts.visitor();
    var backend = Visitor.request(sts.backend);
    refused(browser.authorize(Visitor.with(backend, "scope", "openid email")), "invalid_scope");
    var other = Visitor.with(good, "resource", "https://other.example.com");
    refused(browser.authorize(other), "invalid_scope");
    refused(
        browser.authorize(Visitor.with(good, "resource", "https://nobody.example")),
        "invalid_target");
    var many = IntStream.range(0, 5_000).mapToObj(i -> "s" + i).collect(Collectors.joining(" "));
    refused(browser.authorize(Visitor.with(good, "scope", many)), "invalid_scope");
  }

  @Test
  void whoeverIsNotGivenAnythingIsTold() {
    var browser = sts.visitor();
    var parameters = Visitor.with(good, "scope", "orders.write");
    refused(browser.signIn(parameters, "bob", "bob's password"), "access_denied");
  }

  @Test
  void aHintAtAnotherPersonAsksForThatPerson() {
    var browser = sts.visitor();
    var tokens = browser.token(Visitor.redemption(sts.web, browser.code(good, "alice")));
    var hinted = Visitor.with(good, "id_token_hint", Visitor.text(tokens, "id_token"));
    assertThat(Visitor.code(browser.authorize(hinted))).isNotEmpty();
    var bob = sts.visitor();
    bob.code(good, "bob");
    refused(bob.authorize(Visitor.with(hinted, "prompt", "none")), "login_required");
    var page = bob.follow(bob.authorize(hinted));
    refused(bob.submit(page, "bob", "bob's password"), "login_required");
  }

  @Test
  void b22_anAccessTokenIsNoHint() {
    var browser = sts.visitor();
    var tokens = browser.token(Visitor.redemption(sts.web, browser.code(good, "alice")));
    refused(
        browser.authorize(
            Visitor.with(good, "id_token_hint", Visitor.text(tokens, "access_token"))),
        "invalid_request");
  }

  @Test
  void anApplicationThatIsNotOursNeedsAYes() {
    var browser = sts.visitor();
    var page = browser.signIn(Visitor.request(sts.partner), "alice", "alice's password");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body().text()).contains("&lt;b&gt;Partner &amp; Co&lt;/b&gt;", "orders.read");
    var allowed =
        browser.follow(
            browser.post("/consent", Map.of("flow", Visitor.flow(page), "decision", "allow")));
    assertThat(Visitor.code(allowed)).isNotEmpty();
    var asking = Visitor.with(Visitor.request(sts.partner), "prompt", "consent");
    var again = browser.follow(browser.authorize(asking));
    var denied = browser.post("/consent", Map.of("flow", Visitor.flow(again), "decision", "deny"));
    refused(denied, "access_denied");
  }

  @Test
  void aConsentCannotBeGivenFromAnotherBrowser() {
    var browser = sts.visitor();
    var page = browser.signIn(Visitor.request(sts.partner), "alice", "alice's password");
    var other = sts.visitor();
    other.code(good, "bob");
    endsOnAPage(other.post("/consent", Map.of("flow", Visitor.flow(page), "decision", "allow")));
  }
}
