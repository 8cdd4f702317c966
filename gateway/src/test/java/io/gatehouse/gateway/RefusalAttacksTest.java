package io.gatehouse.gateway;

import static io.gatehouse.gateway.TestGateway.request;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything here is refused, and not one byte reaches the service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalAttacksTest {
  private TestGateway gateway;

  @BeforeAll
  void start() throws Exception {
    gateway = new TestGateway();
  }

  @AfterEach
  void nothingReachedTheService() {
    assertThat(gateway.upstream.bytes()).isZero();
  }

  @AfterAll
  void theUnmodifiedTwinPasses() throws Exception {
    assertThat(gateway.get("/orders/1", "X-API-Key: good").status()).isEqualTo(200);
    gateway.close();
  }

  private int status(String target, String... lines) throws Exception {
    return gateway.get(target, lines).status();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/public/../orders/1", "/public/%2e%2e/orders/1", "/public/./x"})
  void a23_dotSegmentsAreRefused(String target) throws Exception {
    assertThat(status(target, "X-API-Key: good")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/public/..;/orders", "/orders;x=y", "/orders/1;jsessionid=2"})
  void a24_pathParametersAreRefused(String target) throws Exception {
    assertThat(status(target, "X-API-Key: good")).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "/public%2f..%2forders, 400",
    "/public/%5corders, 400",
    "//orders/1, 400",
    "/public//x, 400",
    "/ORDERS/1, 404",
    "/Public/1, 404"
  })
  void a25_otherSpellingsOfASlashOrACaseAreNotTheRoute(String target, int expected)
      throws Exception {
    assertThat(status(target, "X-API-Key: good")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/public/%252e%252e/admin",
        "/public/%c0%ae%c0%ae/",
        "/public/%00",
        "/public/%0d%0aX:1"
      })
  void a26_doubleEncodingsAndControlsAreRefused(String target) throws Exception {
    assertThat(status(target)).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/public#/admin", "/admin%23/public"})
  void a27_aFragmentEndsNothing(String target) throws Exception {
    assertThat(status(target)).isIn(400, 401, 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ordersinternal", "/orders-x/1", "/limited/x", "/publicx"})
  void a29_aRouteEndsAtASegment(String target) throws Exception {
    assertThat(status(target, "X-API-Key: good")).isEqualTo(404);
  }

  @Test
  void a31_anUnknownHostIsMisdirected() throws Exception {
    var answer = gateway.call("GET /public/x HTTP/1.1\r\nHost: other.test\r\n\r\n");
    assertThat(answer.status()).isEqualTo(421);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "PUT", "OPTIONS", "PATCH"})
  void a32_aMethodThatTheRouteLacksIs405(String method) throws Exception {
    var answer = gateway.call(request(method, "/public/x", "Content-Length: 0"));
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.value("Allow")).isEqualTo("GET, POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT", "get", "FOO"})
  void a32_strangeMethodsAreRefusedEverywhere(String method) throws Exception {
    var answer = gateway.call(request(method, "/public/x", "X-API-Key: good"));
    assertThat(answer.status()).isIn(400, 405, 501);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer a.b.c, Bearer d.e.f",
        "Authorization: Bearer\ta.b.c",
        "Authorization: Bearer",
        "Authorization: Bearer a b",
        "Authorization: ApiKey good,good",
        "X-API-Key: good, good",
        "X-API-Key: good good",
        "X-API-Key:",
        "Authorization: Basic ???"
      })
  void b27_aCredentialWithTwoReadingsIsRefused(String line) throws Exception {
    assertThat(status("/public/x", line)).isEqualTo(400);
  }

  @Test
  void f18_whatCameInEarlyDataAndChangesSomethingIsTooEarly() throws Exception {
    var early =
        request("POST", "/orders/1", "X-API-Key: good", "Early-Data: 1", "Content-Length: 0");
    assertThat(gateway.call(early).status()).isEqualTo(425);
  }

  @Test
  void b27_twoCredentialsAreRefused() throws Exception {
    assertThat(status("/public/x", "Authorization: Bearer a.b.c", "authorization: Bearer a.b.c"))
        .isEqualTo(400);
    assertThat(status("/public/x", "Authorization: Bearer a.b.c", "X-API-Key: good"))
        .isEqualTo(400);
    assertThat(status("/public/x", "X-API-Key: good", "Signature: s=:eA==:")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"access_token=x", "a=1&access_token=x", "access%5Ftoken=x", "Access_Token=x"})
  void b27_tokensInTheQueryAreRefused(String query) throws Exception {
    assertThat(status("/public/x?" + query)).isEqualTo(400);
  }

  @Test
  void d05_twoKeysAreRefused() throws Exception {
    assertThat(status("/orders/1", "X-API-Key: good", "x-api-key: other")).isEqualTo(400);
    assertThat(status("/orders/1?api_key=good", "X-API-Key: good")).isEqualTo(400);
    assertThat(status("/orders/1", "Authorization: ApiKey good", "X-API-Key: good")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Good", "goods", "goo", "good=", "g\u00f6od"})
  void d06_variantsOfAKeyAreOtherKeys(String key) throws Exception {
    assertThat(status("/orders/1", "X-API-Key: " + key)).isIn(400, 401);
  }

  @Test
  void d08_aKeyIsNotGoodForMoreThanItsScopesAndRoutes() throws Exception {
    assertThat(
            gateway
                .call(request("POST", "/orders", "X-API-Key: good", "Content-Length: 0"))
                .status())
        .isEqualTo(403);
    assertThat(status("/admin/report", "X-API-Key: good")).isEqualTo(403);
  }

  @Test
  void withoutACredentialEveryAcceptedSchemeIsNamed() throws Exception {
    var answer = gateway.get("/orders/1");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.values("WWW-Authenticate"))
        .anyMatch(c -> c.startsWith("ApiKey"))
        .anyMatch(c -> c.startsWith("Signature"));
    assertThat(answer.value("Accept-Signature")).contains("content-digest");
  }

  @Test
  void aBadCredentialOnAPublicRouteIs401() throws Exception {
    assertThat(status("/public/x", "X-API-Key: wrong")).isEqualTo(401);
    assertThat(status("/public/x", "Authorization: Bearer a.b.c")).isEqualTo(401);
    assertThat(status("/public/x", "Authorization: Negotiate abc")).isEqualTo(401);
    assertThat(status("/public/x", "Authorization: Basic eDp5")).isEqualTo(401);
  }

  @Test
  void l01_aLineHoldsNoLineBreakAndNoEscape() throws Exception {
    var answer = gateway.get("/public/%E2%80%AE%1b[31m", "X-API-Key: a\u001b[31m");
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void l03_anErrorTellsNothingOfTheInside() throws Exception {
    var answer = gateway.get("/orders/1", "X-API-Key: wrong");
    assertThat(answer.value("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.body())
        .contains("\"code\":\"invalid_credential\"", answer.value("X-Request-Id"))
        .doesNotContain("unknown key", "java", "Exception", "wrong");
  }

  @Test
  void theGatewaysOwnPathsNeedNoRoute() throws Exception {
    assertThat(gateway.get("/.gatehouse/jwks.json").body()).contains("\"kid\":\"");
    assertThat(status("/.gatehouse/other")).isEqualTo(404);
    var document = gateway.get("/.well-known/oauth-protected-resource");
    assertThat(document.body())
        .contains("\"resource\":\"https://api.test\"", "\"authorization_servers\"");
    assertThat(status("/.well-known/oauth-protected-resource/other")).isEqualTo(404);
  }
}
