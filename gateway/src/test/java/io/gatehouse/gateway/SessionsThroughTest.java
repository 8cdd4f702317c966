package io.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gateway.route.RoutingPlan.CredentialEntry;
import io.gatehouse.gateway.session.SameOrigin;
import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.Waiting;
import io.gatehouse.web.endpoint.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The session cookie on the whole path of a request. */
class SessionsThroughTest {
  private static final String[] NAVIGATION = {
    "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document", "Accept: text/html"
  };
  private static TestGateway gateway;

  @BeforeAll
  static void open() throws IOException {
    gateway =
        new TestGateway(
            List.of(
                new CredentialEntry(
                    "browser",
                    CredentialKind.SESSION,
                    SessionsThroughTest::judge,
                    credential -> true,
                    false,
                    Optional.of(request ->
                        Reply.empty(303)
                            .with("Location", "https://sts.test/authorize")
                            .with("X-Wanted", request.target())))));
  }

  @AfterAll
  static void close() throws IOException {
    gateway.close();
  }

  private static Attempt judge(Credential credential, ReceivedRequest request, Waiting waiting) {
    boolean good =
        credential instanceof Credential.Session session
            && session.cookie().exposeText().equals("good")
            && (request.method().equals("GET")
                || SameOrigin.isSaid(
                    request.values("Origin"),
                    request.values("Sec-Fetch-Site"),
                    "http://localhost"));
    return good
        ? new Attempt.Verified(
            FakeCollaborators.person(CredentialKind.SESSION, "web", "orders.read", "orders.write"))
        : new Attempt.Refused(Problem.invalidCredential("session: unknown"));
  }

  private static String[] with(String[] lines, String more) {
    var all = java.util.Arrays.copyOf(lines, lines.length + 1);
    all[lines.length] = more;
    return all;
  }

  @Test
  void aSessionPassesAndItsCookieStaysHere() throws Exception {
    var answer = gateway.get("/orders/cookie", "Cookie: a=1; __Host-gh=good; b=2");

    assertThat(answer.status()).isEqualTo(200);
    var seen = gateway.upstream.next();
    while (!seen.startsWith("GET /orders/cookie")) {
      seen = gateway.upstream.next();
    }
    assertThat(seen).contains("a=1; b=2").doesNotContain("__Host-gh");
  }

  @Test
  void aPersonWhoLooksAtAPageIsSentToSignIn() throws IOException {
    for (var cookie : List.of("Cookie: a=1", "Cookie: __Host-gh=ended")) {
      var answer = gateway.get("/orders/1?a=b", with(NAVIGATION, cookie));
      assertThat(answer.status()).as(cookie).isEqualTo(303);
      assertThat(answer.value("X-Wanted")).isEqualTo("/orders/1?a=b");
    }
    assertThat(gateway.get("/orders/1", "Accept: text/html,*/*;q=0.8").status()).isEqualTo(303);
  }

  @Test
  void aProgramGetsItsRefusalAndNeverARedirect() throws IOException {
    var plain = gateway.get("/orders/1", "Accept: application/json");
    assertThat(plain.status()).isEqualTo(401);
    assertThat(plain.values("WWW-Authenticate")).contains("Session realm=\"gatehouse\"");

    assertThat(gateway.get("/orders/1", "Sec-Fetch-Mode: cors", "Accept: text/html").status())
        .isEqualTo(401);
    assertThat(
            gateway.get("/orders/1", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe").status())
        .isEqualTo(401);
    assertThat(gateway.get("/orders/1", with(NAVIGATION, "X-API-Key: wrong")).status())
        .isEqualTo(401);
    assertThat(
            gateway
                .call(TestGateway.request("POST", "/orders", with(NAVIGATION, "Content-Length: 0")))
                .status())
        .isEqualTo(401);
  }

  @Test
  void a50_twoSessionCookiesAreOneTooManyAndQuotesHideNone() throws IOException {
    assertThat(gateway.get("/orders/1", "Cookie: __Host-gh=good; __Host-gh=other").status())
        .isEqualTo(400);
    assertThat(gateway.get("/orders/1", "Cookie: a=\"b; __Host-gh=good\"").status()).isEqualTo(401);
    assertThat(gateway.get("/orders/1", "Cookie: __host-gh=good").status()).isEqualTo(401);
  }

  @Test
  void aSessionBesideAnotherCredentialIsAmbiguous() throws IOException {
    assertThat(gateway.get("/orders/1", "Cookie: __Host-gh=good", "X-API-Key: good").status())
        .isEqualTo(400);
  }

  @Test
  void whatOtherSitesMakeABrowserSendIsRefused() throws IOException {
    var cookie = "Cookie: __Host-gh=good\r\nContent-Length: 0";
    for (var said :
        List.of(
            "Origin: https://evil.test",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
            "Sec-Fetch-Site: none",
            "Origin: null",
            "Sec-Fetch-Site: same-origin\r\nOrigin: https://evil.test",
            "Accept: */*")) {
      assertThat(gateway.call(TestGateway.request("POST", "/orders", cookie, said)).status())
          .as(said)
          .isEqualTo(401);
    }
    for (var said : List.of("Origin: http://localhost", "Sec-Fetch-Site: same-origin")) {
      assertThat(gateway.call(TestGateway.request("POST", "/orders", cookie, said)).status())
          .as(said)
          .isEqualTo(200);
    }
  }
}
