package io.gatehouse.sts.token.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AccountState;
import io.gatehouse.sts.PartnerIssuer;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.saml.NewAssertion;
import io.gatehouse.web.endpoint.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7521 with RFC 7523 (JWT) and RFC 7522 (SAML). */
final class AssertionGrantsTest {
  private static final String JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String SAML = "urn:ietf:params:oauth:grant-type:saml2-bearer";

  private RunningSts sts;
  private Visitor browser;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    browser = sts.visitor();
  }

  private static Map<String, String> form(String grant, String assertion) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", grant);
    form.put("assertion", assertion);
    return form;
  }

  private Instant now() {
    return sts.clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private String jwt(String id) {
    return sts.partnerIssuer.sign(PartnerIssuer.claims(now(), id));
  }

  private String saml(String id) {
    return sts.partnerIssuer.sign(PartnerIssuer.assertion(now(), id, sts.alice.id().value()));
  }

  private Reply bring(String grant, String assertion) {
    return browser.token(sts.bearer, form(grant, assertion));
  }

  private static Json.Members granted(Reply reply) {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(200);
    assertThat(Visitor.json(reply).values()).doesNotContainKeys("refresh_token", "id_token");
    return Visitor.payload(Visitor.text(reply, "access_token"));
  }

  @Test
  void anAssertionOfEitherKindIsATokenOfItsPerson() {
    for (var reply : List.of(bring(JWT, jwt("j1")), bring(SAML, saml("_s1")))) {
      var claims = granted(reply);
      assertThat(claims.text("sub")).contains(sts.alice.id().value());
      assertThat(claims.text("client_id")).contains(sts.bearer.client().clientId());
      assertThat(claims.text("scope")).contains("orders.read");
      assertThat(claims.text("aud")).contains(RunningSts.ORDERS);
      assertThat(claims.text("acr")).contains("urn:gatehouse:acr:asserted");
      // RFC 7521 §4.1: no longer than the assertion.
      assertThat(Visitor.json(reply).get("expires_in")).contains(new Json.Whole(120));
    }
  }

  @Test
  void eachAssertionCountsOnce() {
    var jwt = jwt("j1");
    var saml = saml("_s1");
    granted(bring(JWT, jwt));
    granted(bring(SAML, saml));
    Visitor.refused(bring(JWT, jwt), "invalid_grant");
    Visitor.refused(bring(SAML, saml), "invalid_grant");
  }

  @Test
  void whatIsRefusedForItsScopeIsNotUsedUp() {
    for (var scope : List.of("orders.write", "openid", "orders.read openid")) {
      var form = Visitor.with(form(JWT, jwt("j1")), "scope", scope);
      Visitor.refused(browser.token(sts.bearer, form), "invalid_scope");
    }
    granted(bring(JWT, jwt("j1")));
  }

  @Test
  void h32_anIssuerIsNotBelievedFromAClientItIsNotNamedFor() {
    var other =
        sts.register(
            """
            {"scope": "orders.read",
             "grant_types": ["urn:ietf:params:oauth:grant-type:jwt-bearer",
               "urn:ietf:params:oauth:grant-type:saml2-bearer"]}
            """);
    Visitor.refused(browser.token(other, form(JWT, jwt("j1"))), "unauthorized_client");
    Visitor.refused(browser.token(other, form(SAML, saml("_s1"))), "unauthorized_client");
    Visitor.refused(browser.token(sts.service, form(JWT, jwt("j2"))), "unauthorized_client");
  }

  @Test
  void h19_aDisabledOrLockedPersonGetsNothing() {
    for (var state : List.of(AccountState.DISABLED, AccountState.LOCKED)) {
      sts.set(sts.alice, state);
      Visitor.refused(bring(JWT, jwt("j" + state)), "invalid_grant");
      Visitor.refused(bring(SAML, saml("_s" + state)), "invalid_grant");
    }
  }

  @Test
  void anAssertionIsNeeded() {
    for (var grant : List.of(JWT, SAML)) {
      Visitor.refused(browser.token(sts.bearer, Map.of("grant_type", grant)), "invalid_request");
      Visitor.refused(bring(grant, "x"), "invalid_grant");
    }
    Visitor.refused(bring(SAML, jwt("j1")), "invalid_grant");
  }

  static Stream<Arguments> flaws() {
    long now = Instant.parse("2026-11-22T10:00:00Z").getEpochSecond();
    return Stream.of(
        Arguments.of("iss", new Json.Text("https://evil.example")),
        Arguments.of("aud", new Json.Text("https://other.example")),
        Arguments.of("aud", Json.of(List.of(RunningSts.ISSUER, "https://other.example"))),
        Arguments.of("aud", Json.of(List.of(RunningSts.ISSUER))),
        Arguments.of("exp", new Json.Whole(now + 601)),
        Arguments.of("exp", new Json.Whole(now - 61)),
        Arguments.of("nbf", new Json.Whole(now + 120)),
        Arguments.of("login", new Json.Text("mallory")),
        Arguments.of("login", new Json.Text("")),
        Arguments.of("login", Json.of(List.of("alice"))));
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void b22_aJwtThatIsNotMeantForThisIsRefused(String claim, Json value) {
    var claims = PartnerIssuer.claims(now(), "j1");
    claims.put(claim, value);
    Visitor.refused(bring(JWT, sts.partnerIssuer.sign(claims)), "invalid_grant");
    granted(bring(JWT, jwt("j1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "sub", "aud", "exp", "jti", "login"})
  void b22_aJwtThatLeavesOutWhatItMustSayIsRefused(String claim) {
    var claims = PartnerIssuer.claims(now(), "j1");
    claims.remove(claim);
    Visitor.refused(bring(JWT, sts.partnerIssuer.sign(claims)), "invalid_grant");
  }

  @Test
  void b22_anotherKindOfTokenOfTheIssuerIsNoAssertion() {
    for (var type : List.of("at+jwt", "logout+jwt", "dpop+jwt")) {
      var token = sts.partnerIssuer.sign(type, PartnerIssuer.claims(now(), "j1"));
      Visitor.refused(bring(JWT, token), "invalid_grant");
    }
    var forged = new PartnerIssuer().sign(PartnerIssuer.claims(now(), "j1"));
    Visitor.refused(bring(JWT, forged), "invalid_grant");
  }

  private NewAssertion changed(UnaryOperator<String> audience, UnaryOperator<String> recipient) {
    var right = PartnerIssuer.assertion(now(), "_s1", sts.alice.id().value());
    return new NewAssertion(
        right.id(),
        right.issuer(),
        right.subject(),
        audience.apply(right.audience()),
        right.recipient().map(recipient),
        right.issuedAt(),
        right.life());
  }

  @Test
  void anAssertionThatIsNotMeantForThisIsRefused() {
    var right = PartnerIssuer.assertion(now(), "_s1", sts.alice.id().value());
    var flawed =
        List.of(
            changed(audience -> "https://other.example", UnaryOperator.identity()),
            changed(UnaryOperator.identity(), recipient -> "https://other.example/token"),
            new NewAssertion(
                "_s1",
                right.issuer(),
                right.subject(),
                right.audience(),
                Optional.empty(),
                right.issuedAt(),
                right.life()),
            PartnerIssuer.assertion(now().minusSeconds(400), "_s1", right.subject()),
            PartnerIssuer.assertion(now(), "_s1", "mallory"),
            PartnerIssuer.assertion(now(), "_s1", "00000000-0000-4000-8000-0000000000ff"),
            new NewAssertion(
                "_s1",
                right.issuer(),
                right.subject(),
                right.audience(),
                right.recipient(),
                right.issuedAt(),
                Duration.ofMinutes(9)));
    flawed.forEach(assertion ->
        Visitor.refused(bring(SAML, sts.partnerIssuer.sign(assertion)), "invalid_grant"));
    Visitor.refused(bring(SAML, new PartnerIssuer().sign(right)), "invalid_grant");
    granted(bring(SAML, saml("_s1")));
  }
}
