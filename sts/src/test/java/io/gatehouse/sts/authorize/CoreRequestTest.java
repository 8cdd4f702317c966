package io.gatehouse.sts.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each demand of OpenID Connect Core on an authorization request, named by its clause. */
final class CoreRequestTest {
  private static final Pattern FIELD =
      Pattern.compile("<input type=\"hidden\" name=\"([a-z_]+)\" value=\"([^\"]*)\">");
  private static final Pattern SCRIPT = Pattern.compile("<script>(.*)</script>");

  private RunningSts sts;
  private Visitor browser;
  private Map<String, String> good;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    browser = sts.visitor();
    good = Visitor.request(sts.web);
  }

  private Reply signedIn(Map<String, String> parameters) {
    return browser.signIn(parameters, "alice", "alice's password");
  }

  private Reply tokens(Map<String, String> parameters) {
    return browser.token(Visitor.redemption(sts.web, Visitor.code(signedIn(parameters))));
  }

  private static void refused(Reply reply, String error) {
    assertThat(Visitor.query(reply))
        .containsEntry("error", error)
        .containsEntry("state", "st & te")
        .containsEntry("iss", RunningSts.ISSUER);
  }

  private static Map<String, String> fields(Reply page) {
    var fields = new LinkedHashMap<String, String>();
    FIELD
        .matcher(page.body().text())
        .results()
        .forEach(f -> fields.put(f.group(1), f.group(2).replace("&amp;", "&")));
    return fields;
  }

  /** Form Post Response Mode §2. */
  @Test
  void formPost2_theAnswerIsPostedByThePage() {
    var page = signedIn(Visitor.with(good, "response_mode", "form_post"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.has("Location")).isFalse();
    assertThat(page.body().text())
        .contains("<form method=\"post\" action=\"" + RunningSts.CALLBACK + "\"")
        .contains("<button class=\"primary\" type=\"submit\">");
    assertThat(page.header("Cache-Control").value()).contains("no-store");
    assertThat(page.header("Referrer-Policy").value()).contains("no-referrer");
    var answer = fields(page);
    assertThat(answer)
        .containsOnlyKeys("code", "state", "iss")
        .containsEntry("state", "st & te")
        .containsEntry("iss", RunningSts.ISSUER);
    var code = answer.getOrDefault("code", "");
    assertThat(browser.token(Visitor.redemption(sts.web, code)).status()).isEqualTo(200);
  }

  @Test
  void formPost2_errorsArePostedAsWell() {
    var silent = Visitor.with(Visitor.with(good, "response_mode", "form_post"), "prompt", "none");
    var answer = fields(browser.authorize(silent));
    assertThat(answer)
        .containsOnlyKeys("error", "error_description", "state", "iss")
        .containsEntry("error", "login_required");
  }

  @Test
  void formPost_thePolicyNamesTheOneScriptByItsHash() {
    var page = signedIn(Visitor.with(good, "response_mode", "form_post"));
    var script = SCRIPT.matcher(page.body().text());
    assertThat(script.find()).isTrue();
    var hash = Base64.getEncoder().encodeToString(Fingerprint.sha256(script.group(1)));
    assertThat(page.header("Content-Security-Policy").value())
        .hasValueSatisfying(policy ->
            assertThat(policy)
                .contains("script-src 'sha256-" + hash + "'", "default-src 'none'")
                .doesNotContain("unsafe"));
  }

  @Test
  void h41_whatTheApplicationSentIsEscapedInTheFormPostPage() {
    var evil = Visitor.with(good, "state", "\"><script>alert(1)</script>");
    var page = signedIn(Visitor.with(evil, "response_mode", "form_post"));
    assertThat(page.body().text()).doesNotContain("<script>alert").contains("&lt;script&gt;");
  }

  /** §3.1.2.1: both methods. */
  @Test
  void core3121_aPostedRequestIsAnsweredAlike() {
    var answer = browser.follow(browser.post("/authorize", Visitor.with(good, "prompt", "none")));
    refused(answer, "login_required");
  }

  /** §3.1.2.1: the person chooses an account at the form. */
  @Test
  void core3121_selectAccountShowsTheForm() {
    signedIn(good);
    var select = Visitor.with(good, "prompt", "select_account");
    var page = browser.follow(browser.authorize(select));
    assertThat(page.status()).isEqualTo(200);
    assertThat(Visitor.code(browser.submit(page, "bob", "bob's password"))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "request,eyJhbGciOiJub25lIn0.e30.,request_not_supported",
    "request_uri,https://client.example/r,request_uri_not_supported",
    "registration,{},registration_not_supported"
  })
  void core3126_whatIsNotSupportedHasItsOwnError(String name, String value, String error) {
    refused(browser.authorize(Visitor.with(good, name, value)), error);
  }

  /** §3.1.2.1: what is not understood is ignored; wishes that cannot be met are no errors. */
  @Test
  void core3121_unknownParametersAndVoluntaryWishesAreIgnored() {
    var wishes = new LinkedHashMap<>(good);
    wishes.put("extra", "foobar");
    wishes.put("display", "popup");
    wishes.put("acr_values", "1 2");
    wishes.put("claims_locales", "se");
    wishes.put("ui_locales", "se ko");
    wishes.put("login_hint", "buffy");
    var page = browser.follow(browser.authorize(wishes));
    assertThat(page.header("Content-Language").value()).contains("ko");
    assertThat(page.body().text()).contains("value=\"buffy\"");
    assertThat(Visitor.code(browser.submit(page, "alice", "alice's password"))).isNotEmpty();
  }

  /** §5.5: claims by name, in the place that was named. */
  @Test
  void core55_claimsAreGivenWhereTheyWereAskedFor() {
    var asked =
        Visitor.with(
            good,
            "claims",
            """
            {"userinfo": {"name": {"essential": true}, "nickname": null},
             "id_token": {"email": null, "auth_time": {"essential": true}}}
            """);
    var tokens = tokens(asked);
    var idToken = Visitor.payload(Visitor.text(tokens, "id_token"));
    assertThat(idToken.text("email")).contains("alice@example.com");
    assertThat(idToken.values()).doesNotContainKey("name").containsKey("auth_time");
    var shown = Visitor.json(browser.userinfo(Visitor.text(tokens, "access_token")));
    assertThat(shown.values().keySet()).containsExactly("sub", "name");
  }

  @Test
  void core55_claimsStayWithTheRefreshToken() {
    var asked =
        Visitor.with(
            Visitor.with(good, "scope", "openid offline_access"),
            "claims",
            "{\"userinfo\": {\"email\": null}}");
    var first = tokens(asked);
    var again =
        browser.token(
            Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                sts.web.client().clientId(),
                "refresh_token",
                Visitor.text(first, "refresh_token")));
    var shown = Visitor.json(browser.userinfo(Visitor.text(again, "access_token")));
    assertThat(shown.values()).containsEntry("email", new Json.Text("alice@example.com"));
    var before = Visitor.payload(Visitor.text(first, "id_token"));
    var after = Visitor.payload(Visitor.text(again, "id_token"));
    // §12.2: the person, the audience and the time of the sign-in stay.
    for (String claim : new String[] {"iss", "sub", "aud", "azp", "auth_time", "acr", "amr"}) {
      assertThat(after.get(claim)).as(claim).isEqualTo(before.get(claim));
    }
    assertThat(after.values()).doesNotContainKey("nonce");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "[]", "{\"id_token\": []}", "{\"userinfo\": {\"name\": 1}}"})
  void core55_claimsThatAreNoObjectAreRefused(String claims) {
    refused(browser.authorize(Visitor.with(good, "claims", claims)), "invalid_request");
  }

  /** §5.5.1: the answer is about the person who was named, or there is none. */
  @Test
  void core551_aNamedSubjectIsTheOnlyOneThatGetsIn() {
    signedIn(good);
    var bob = "{\"id_token\": {\"sub\": {\"value\": \"" + sts.bob.id().value() + "\"}}}";
    var asked = Visitor.with(good, "claims", bob);
    refused(browser.authorize(Visitor.with(asked, "prompt", "none")), "login_required");
    var page = browser.follow(browser.authorize(asked));
    assertThat(Visitor.code(browser.submit(page, "bob", "bob's password"))).isNotEmpty();
  }

  /** §5.5.1.1. */
  @Test
  void core5511_anEssentialClassThatCannotBeMetIsAFailure() {
    var asked = "{\"id_token\": {\"acr\": {\"essential\": true, \"values\": [\"urn:x\"]}}}";
    refused(
        browser.authorize(Visitor.with(good, "claims", asked)),
        "unmet_authentication_requirements");
    var known = asked.replace("urn:x", "urn:gatehouse:acr:password");
    assertThat(Visitor.code(signedIn(Visitor.with(good, "claims", known)))).isNotEmpty();
  }

  /** §3.1.3.6, §2: the left half of the hash, in base64url. */
  @Test
  void core3136_theAccessTokensHashIsRight() {
    var tokens = tokens(good);
    var access = Visitor.text(tokens, "access_token").getBytes(StandardCharsets.US_ASCII);
    var digest = Fingerprint.sha256(new String(access, StandardCharsets.US_ASCII));
    var half =
        Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(digest, 16));
    assertThat(Visitor.payload(Visitor.text(tokens, "id_token")).text("at_hash")).contains(half);
  }

  /** RFC 6749 §3.1: sent without a value is the same as left out. */
  @Test
  void rfc6749s31_aParameterWithoutValueIsLeftOut() {
    var empty = Visitor.with(Visitor.with(good, "max_age", ""), "prompt", "");
    assertThat(Visitor.code(signedIn(Visitor.with(empty, "claims", "")))).isNotEmpty();
  }

  /** RFC 6749 §4.1.2: state is there when it was in the request. */
  @Test
  void core3125_withoutStateNoneIsSentBack() {
    assertThat(Visitor.query(signedIn(Visitor.without(good, "state"))))
        .containsOnlyKeys("code", "iss");
  }
}
