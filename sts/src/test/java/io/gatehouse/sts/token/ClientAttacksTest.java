package io.gatehouse.sts.token;

import static io.gatehouse.sts.token.TokenAnswers.granted;
import static io.gatehouse.sts.token.TokenAnswers.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AccountState;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Body;
import io.gatehouse.web.endpoint.RequestDraft;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientAttacksTest {
  private RunningSts sts;
  private Visitor browser;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    browser = sts.visitor();
  }

  private String code() {
    return browser.code(Visitor.request(sts.web), "alice");
  }

  private Map<String, String> redemption() {
    return Visitor.redemption(sts.web, code());
  }

  @Test
  void h23_exactlyTheRegisteredMethodProvesAClient() {
    var service = sts.service.client().clientId();
    var secret = sts.service.secret().orElseThrow().exposeText();
    var bare = Map.of("grant_type", "client_credentials");
    assertThat(granted(browser.token(sts.service, bare))).isNotEmpty();
    refused(browser.token(Visitor.with(bare, "client_id", service)), 401, "invalid_client");
    var posted = Visitor.with(Visitor.with(bare, "client_id", service), "client_secret", secret);
    refused(browser.token(posted), 401, "invalid_client");
    refused(
        browser.token(sts.service, Visitor.with(bare, "client_secret", secret)),
        401,
        "invalid_client");
    refused(
        browser.token(sts.service, Visitor.with(bare, "client_assertion", "e30.e30.")),
        401,
        "invalid_client");
    var otherName =
        RequestDraft.form("/token", "grant_type=client_credentials&client_id=somebody")
            .with("Authorization", Visitor.basic(sts.service));
    refused(browser.send(otherName), 401, "invalid_client");
    var twice =
        RequestDraft.form("/token", "grant_type=client_credentials")
            .with("Authorization", Visitor.basic(sts.service))
            .with("Authorization", Visitor.basic(sts.service));
    refused(browser.send(twice), 401, "invalid_client");
  }

  @Test
  void h23_aPublicClientCannotActForItself() {
    refused(
        browser.token(
            Map.of("grant_type", "client_credentials", "client_id", sts.web.client().clientId())),
        400,
        "unauthorized_client");
  }

  @Test
  void l05_aWrongSecretAndAGrantUsedAgainLeaveARecord() {
    var form = redemption();
    granted(browser.token(form));
    sts.clock.advance(Duration.ofSeconds(5));
    refused(browser.token(form), 400, "invalid_grant");
    refused(
        browser.token(
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                sts.service.client().clientId(),
                "client_secret",
                "wrong")),
        401,
        "invalid_client");
    assertThat(sts.issuer.audited)
        .filteredOn(event -> event.action().equals("token.refused"))
        .extracting(io.gatehouse.identity.AuditSink.Event::outcome)
        .containsExactly("invalid_grant", "invalid_client");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded; charset=utf-7",
        ""
      })
  void h47_onlyAFormIsRead(String type) {
    var draft = RequestDraft.of("POST", "/token").content(Body.utf8(Visitor.encode(redemption())));
    refused(
        browser.send(type.isEmpty() ? draft : draft.with("Content-Type", type)),
        415,
        "invalid_request");
  }

  @Test
  void h47_onlyPostIsServed() {
    assertThat(browser.get("/token").status()).isEqualTo(405);
  }

  @Test
  void h48_guessingASecretHasAnEnd() {
    var pair = sts.service.client().clientId() + ":wrong";
    var wrong =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 10; i++) {
      var draft = RequestDraft.form("/token", "grant_type=client_credentials");
      refused(browser.send(draft.with("Authorization", wrong)), 401, "invalid_client");
    }
    var bare = Map.of("grant_type", "client_credentials");
    assertThat(browser.token(sts.service, bare).status()).isEqualTo(429);
    sts.clock.advance(Duration.ofMinutes(2));
    assertThat(granted(browser.token(sts.service, bare))).isNotEmpty();
  }

  @Test
  void h51_scopesOfOthersAreNotGiven() {
    var bare = Map.of("grant_type", "client_credentials");
    for (String scope :
        new String[] {
          "orders.write", "openid", "unknown", "orders.read  x", "orders.read orders.read"
        }) {
      refused(browser.token(sts.service, Visitor.with(bare, "scope", scope)), 400, "invalid_scope");
    }
    refused(
        browser.token(sts.service, Visitor.with(bare, "resource", "https://other.example.com")),
        400,
        "invalid_scope");
  }

  @Test
  void aClientActsForItselfWithTheScopesRegisteredForIt() {
    var tokens = browser.token(sts.service, Map.of("grant_type", "client_credentials"));
    var claims = Visitor.payload(granted(tokens));
    assertThat(claims.text("sub")).contains(sts.service.client().clientId());
    assertThat(claims.text("client_id")).contains(sts.service.client().clientId());
    assertThat(claims.text("scope")).contains("orders.read");
    assertThat(claims.text("aud")).contains(RunningSts.ORDERS);
    assertThat(claims.get("amr").flatMap(Json::texts)).contains(List.of("client"));
    assertThat(Visitor.json(tokens).values()).doesNotContainKeys("refresh_token", "id_token");
  }

  @Test
  void aClientStopsWithItsOwner() {
    var owned =
        sts.register(
            """
            {"client_name": "Owned", "grant_types": ["client_credentials"],
             "scope": "orders.read", "owner": "00000000-0000-4000-8000-00000000000b"}
            """);
    var bare = Map.of("grant_type", "client_credentials");
    assertThat(granted(browser.token(owned, bare))).isNotEmpty();
    sts.set(sts.bob, AccountState.DISABLED);
    refused(browser.token(owned, bare), 401, "invalid_client");
  }

  @Test
  void theGrantTypeIsOneThatTheClientRegistered() {
    var base = Map.of("client_id", sts.web.client().clientId());
    refused(browser.token(base), 400, "invalid_request");
    refused(
        browser.token(Visitor.with(base, "grant_type", "password")), 400, "unsupported_grant_type");
    refused(browser.token(sts.service, redemption()), 400, "unauthorized_client");
  }

  @Test
  void l03_noAnswerTellsOfTheProgram() {
    for (String body : new String[] {"grant_type=%zz", "=", "%00", "a&b&c"}) {
      var reply = browser.send(RequestDraft.form("/token", body));
      assertThat(reply.status()).isBetween(400, 401);
      assertThat(reply.body().text()).doesNotContain("java", "io.gatehouse", "at ");
    }
  }
}
