package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** The login page in a real browser, without a mouse and without scripts. */
class LoginPageIT {
  private static final Path PICTURES = Path.of("target", "screenshots").toAbsolutePath();

  @TempDir static Path scratch;
  private static RunningDemo demo;
  private static String spki;

  @BeforeAll
  static void start() {
    demo = RunningDemo.start(scratch.resolve("demo"));
    spki = spki();
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  @ParameterizedTest
  @CsvSource({"360,en", "1280,en", "360,ko", "1280,ko"})
  void aPersonSignsInByKeyboardAloneWithoutScripts(int width, String language) {
    var signIn = new SignIn(demo, scratch.resolve("none"));
    try (var browser = Browser.open(scratch.resolve("p" + width + language), spki)) {
      browser.width(width);
      browser.goTo(signIn.authorizeUrl("openid orders.read") + "&ui_locales=" + language);
      assertNoAccessibilityViolations(browser);
      browser.screenshot(PICTURES.resolve("login-" + width + "-" + language + ".png"));
      assertThat(browser.evaluate("document.documentElement.lang").stringValue())
          .isEqualTo(language);
      assertThat(browser.evaluate("document.documentElement.scrollWidth").intValue())
          .as("nothing is cut off or scrolls sideways")
          .isLessThanOrEqualTo(width);
      assertThat(tabOrder(browser)).startsWith("username", "password", "submit");
      browser.scripts(false);
      browser.goTo(signIn.authorizeUrl("openid orders.read") + "&ui_locales=" + language);
      fill(browser, "alice", "not the password");
      browser.pressAndWait("Enter");
      browser.scripts(true);
      assertNoAccessibilityViolations(browser);
      browser.screenshot(PICTURES.resolve("refused-" + width + "-" + language + ".png"));
      browser.scripts(false);
      browser.goTo(signIn.authorizeUrl("openid orders.read") + "&ui_locales=" + language);
      fill(browser, "alice", demo.person("alice").get("password").stringValue());
      browser.pressAndWait("Enter");
      assertThat(browser.url()).startsWith(signIn.redirectUri() + "?").contains("code=");
    }
  }

  @ParameterizedTest
  @CsvSource({"360,en", "360,ko", "1280,ko"})
  void everyOtherPageFitsAndSpeaksTheLanguage(int width, String language) throws IOException {
    var locales = "ui_locales=" + language;
    try (var browser = Browser.open(scratch.resolve("o" + width + language), spki)) {
      browser.width(width);
      browser.goTo(demo.issuer() + "/authorize?client_id=unknown&" + locales);
      isGood(browser, "error", language);
      browser.goTo(partnersUrl() + "&" + locales);
      fill(browser, "alice", demo.person("alice").get("password").stringValue());
      browser.pressAndWait("Enter");
      isGood(browser, "consent", language);
      browser.goTo(demo.issuer() + "/logout?" + locales);
      isGood(browser, "logout", language);
      browser.press("Tab");
      browser.pressAndWait("Enter");
      isGood(browser, "signedout", language);
    }
  }

  private static void isGood(Browser browser, String page, String language) {
    assertNoAccessibilityViolations(browser);
    var width = browser.evaluate("innerWidth").intValue();
    browser.screenshot(PICTURES.resolve(page + "-" + width + "-" + language + ".png"));
    assertThat(browser.evaluate("document.documentElement.lang").stringValue()).isEqualTo(language);
    assertThat(browser.evaluate("document.documentElement.scrollWidth").intValue())
        .as(page)
        .isLessThanOrEqualTo(width);
    assertThat(browser.evaluate("document.title").stringValue())
        .isEqualTo(
            browser.evaluate("document.querySelector('h1').innerText").stringValue()
                + " · Gatehouse");
  }

  /** Where the browser goes for an application that is not the company's own. */
  private static String partnersUrl() throws IOException {
    var signIn = new SignIn(demo, scratch.resolve("none"));
    var metadata =
        """
        {"client_name": "Partner Shop", "redirect_uris": ["https://shop.example.com/back"],
         "token_endpoint_auth_method": "none", "grant_types": ["authorization_code"],
         "response_types": ["code"], "scope": "openid profile email offline_access orders.read"}
        """;
    var file = Files.writeString(scratch.resolve("partner.json"), metadata);
    var added = demo.gatehouse("clients", "add", file.toString());
    assertThat(added.exit()).as(added.errors()).isZero();
    var client = JsonMapper.shared().readTree(added.text());
    return signIn
        .authorizeUrl("openid profile email orders.read")
        .replace(signIn.clientId(), client.get("client_id").stringValue())
        .replaceAll("redirect_uri=[^&]*", "redirect_uri=https%3A%2F%2Fshop.example.com%2Fback");
  }

  @Test
  void thePolicyOfThePageAllowsNothingUnsafe() {
    var signIn = new SignIn(demo, scratch.resolve("csp"));
    var policy =
        signIn.follow(signIn.authorizeUrl("openid")).field("content-security-policy").orElseThrow();
    assertThat(policy)
        .doesNotContain("unsafe")
        .contains("frame-ancestors 'none'", "default-src 'none'");
  }

  @Test
  void g17_wrongPasswordAndUnknownNameCannotBeToldApart() {
    assertThat(refusal("alice")).isEqualTo(refusal("nobody"));
  }

  private static String refusal(String username) {
    var signIn = new SignIn(demo, scratch.resolve("refusal"));
    signIn.forget();
    var page = signIn.follow(signIn.authorizeUrl("openid"));
    var answer = signIn.submit(page, username, "wrong");
    return answer
        .body()
        .replaceAll("<input[^>]*type=\"hidden\"[^>]*>", "")
        .replace(username, "NAME");
  }

  private static void fill(Browser browser, String username, String password) {
    browser.press("Tab");
    browser.type(username);
    browser.press("Tab");
    browser.type(password);
  }

  private static List<String> tabOrder(Browser browser) {
    var order = new ArrayList<String>();
    browser.evaluate("document.activeElement.blur()");
    for (var i = 0; i < 3; i++) {
      browser.press("Tab");
      order.add(
          browser
              .evaluate("document.activeElement.name || document.activeElement.type")
              .stringValue());
    }
    return order;
  }

  private static void assertNoAccessibilityViolations(Browser browser) {
    browser.evaluate(axe());
    var violations =
        browser.evaluate(
            "axe.run().then(r => JSON.stringify(r.violations.map(v => v.id + ': ' + v.help)))");
    assertThat(violations.stringValue()).isEqualTo("[]");
  }

  private static String axe() {
    try (var in =
        LoginPageIT.class.getResourceAsStream(
            "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fingerprint of the STS's public key, taken by openssl. */
  private static String spki() {
    var command =
        "openssl s_client -connect "
            + java.net.URI.create(demo.issuer()).getAuthority()
            + " </dev/null 2>/dev/null | openssl x509 -pubkey -noout | openssl pkey -pubin -outform"
            + " der | openssl dgst -sha256 -binary | base64";
    return Shell.run(List.of("sh", "-c", command)).text().strip();
  }
}
