package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A browser that signs in at the gateway ({@code oidc_login}), with the product as it is. */
class BrowserSessionIT {
  private static final String ROUTE =
      """
        - name: shop
          from: /shop/**
          to: orders
          accept: [browser]
          allow: [{ name: read, when: '"orders.read" in caller.scopes' }]
      """;

  @TempDir static Path scratch;
  private static RunningDemo demo;
  private static String keys;

  @BeforeAll
  static void start() {
    demo = RunningDemo.startPrepared(scratch.resolve("demo"), BrowserSessionIT::register);
    keys = spki(demo.issuer()) + "," + spki(demo.gateway());
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static UnaryOperator<String> register(RunningDemo first) {
    var metadata =
        """
        {"client_name": "Gateway", "redirect_uris": ["%s/.gatehouse/login/browser"],
         "token_endpoint_auth_method": "client_secret_basic", "grant_types": ["authorization_code"],
         "response_types": ["code"], "scope": "openid orders.read", "first_party": true}
        """
            .formatted(first.gateway());
    try {
      var file = Files.writeString(scratch.resolve("client.json"), metadata);
      var added = first.gatehouse("clients", "add", file.toString());
      assertThat(added.exit()).as(added.errors()).isZero();
      var client = JsonMapper.shared().readTree(added.text());
      var secret = first.dir().resolve("login.secret");
      Files.writeString(secret, client.get("client_secret").stringValue());
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
      var entry =
          "  browser: { oidc_login: \"%s\", client_id: \"%s\", client_secret: file:login.secret, ask: [orders.read] }\n"
              .formatted(first.issuer(), client.get("client_id").stringValue());
      return text ->
          text.replace("credentials:\n", "credentials:\n" + entry)
              .replace("routes:\n", "routes:\n" + ROUTE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String spki(String url) {
    var command =
        "openssl s_client -connect "
            + URI.create(url).getAuthority()
            + " </dev/null 2>/dev/null | openssl x509 -pubkey -noout | openssl pkey -pubin -outform"
            + " der | openssl dgst -sha256 -binary | base64";
    return Shell.run(List.of("sh", "-c", command)).text().strip();
  }

  private static String shop() {
    return demo.gateway() + "/shop/1?x=y";
  }

  private static void signIn(Browser browser, String username) {
    browser.goTo(shop());
    assertThat(browser.url()).startsWith(demo.issuer());
    browser.press("Tab");
    browser.type(username);
    browser.press("Tab");
    browser.type(demo.person(username).get("password").stringValue());
    browser.pressAndWait("Enter");
    assertThat(browser.url()).isEqualTo(shop());
  }

  private static int fetched(Browser browser, String method) {
    return browser
        .evaluate("fetch('/shop/1', {method: '" + method + "'}).then(r => r.status)")
        .intValue();
  }

  @Test
  void aBrowserSignsInUsesItsSessionAndSignsOut() {
    try (var browser = Browser.open(scratch.resolve("alice"), keys)) {
      signIn(browser, "alice");

      var seen =
          JsonMapper.shared().readTree(browser.evaluate("document.body.innerText").stringValue());
      assertThat(seen.at("/identity/sub").stringValue())
          .isEqualTo(demo.person("alice").get("sub").stringValue());
      assertThat(seen.at("/headers").toString()).doesNotContainIgnoringCase("__host-gh");
      assertThat(browser.evaluate("document.cookie").stringValue()).isEmpty();
      assertThat(fetched(browser, "GET")).isEqualTo(200);
      assertThat(fetched(browser, "POST")).as("same origin").isEqualTo(200);

      browser.goTo(demo.issuer() + "/logout");
      browser.press("Tab");
      browser.pressAndWait("Enter");
      browser.goTo(shop());
      assertThat(browser.url()).as("the session fell with the issuer's").startsWith(demo.issuer());
    }
  }

  @Test
  void aProgramGetsItsRefusalAndAForgedReturnOpensNothing() {
    var call = Curl.call(demo, shop(), "-H", "Accept: application/json");
    assertThat(call.status()).isEqualTo(401);

    var forged = demo.gateway() + "/.gatehouse/login/browser?code=x&state=y&iss=" + demo.issuer();
    var answer = Curl.call(demo, forged);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("Start again");
  }

  @Test
  void aDisabledPersonsSessionStops() {
    try (var browser = Browser.open(scratch.resolve("bob"), keys)) {
      signIn(browser, "bob");
      assertThat(fetched(browser, "GET")).isEqualTo(200);
      var disabled = demo.gatehouse("people", "disable", "bob");
      assertThat(disabled.exit()).as(disabled.errors()).isZero();

      var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (fetched(browser, "GET") == 200) {
        assertThat(System.nanoTime()).isLessThan(deadline);
      }
      assertThat(fetched(browser, "GET")).isEqualTo(401);
    }
  }
}
