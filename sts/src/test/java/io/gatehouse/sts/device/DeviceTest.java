package io.gatehouse.sts.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AccountState;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeviceTest {
  private RunningSts sts;
  private Visitor browser;
  private Json.Members codes;

  @BeforeEach
  void begin() {
    sts = RunningSts.start();
    browser = sts.visitor();
    codes = Visitor.json(ask("openid offline_access orders.read"));
  }

  private Reply ask(String scope) {
    return browser.post(
        "/device_authorization",
        Map.of("client_id", sts.television.client().clientId(), "scope", scope));
  }

  private Reply poll() {
    return browser.token(
        Map.of(
            "grant_type",
            "urn:ietf:params:oauth:grant-type:device_code",
            "client_id",
            sts.television.client().clientId(),
            "device_code",
            codes.text("device_code").orElseThrow()));
  }

  private void pollTells(String error) {
    var reply = poll();
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(400);
    assertThat(Visitor.error(reply)).isEqualTo(error);
  }

  private void pass(Duration time) {
    sts.clock.advance(time);
  }

  private Reply type(String code) {
    return browser.follow(browser.post("/device", Map.of("user_code", code)));
  }

  private String userCode() {
    return codes.text("user_code").orElseThrow();
  }

  private Reply decide(Reply page, String decision) {
    var form = new HashMap<String, String>();
    form.put("flow", Visitor.flow(page));
    form.put("decision", decision);
    return browser.post("/device", form);
  }

  @Test
  void aPersonConnectsADevice() {
    assertThat(userCode()).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
    assertThat(codes.get("expires_in")).contains(new Json.Whole(600));
    assertThat(codes.get("interval")).contains(new Json.Whole(5));
    assertThat(codes.text("verification_uri")).contains(RunningSts.ISSUER + "/device");
    pollTells("authorization_pending");
    var login = type(userCode().toLowerCase(java.util.Locale.ROOT).replace("-", " "));
    assertThat(login.body().text()).contains("Television", "name=\"password\"");
    var confirm = browser.submit(login, "alice", "alice's password");
    assertThat(confirm.body().text()).contains("Television", userCode(), "alice", "orders.read");
    assertThat(confirm.header("Content-Security-Policy").value().orElse(""))
        .contains("frame-ancestors 'none'");
    pass(Duration.ofSeconds(5));
    pollTells("authorization_pending");
    assertThat(decide(confirm, "allow").body().text()).contains("The device is connected");
    pass(Duration.ofSeconds(5));
    var tokens = poll();
    assertThat(tokens.status()).as(tokens.body().text()).isEqualTo(200);
    assertThat(Visitor.payload(Visitor.text(tokens, "access_token")).text("sub"))
        .contains(sts.alice.id().value());
    assertThat(Visitor.json(tokens).values()).containsKeys("refresh_token", "id_token");
    pollTells("invalid_grant");
  }

  @Test
  void aPersonSaysNo() {
    var confirm = browser.submit(type(userCode()), "alice", "alice's password");
    assertThat(decide(confirm, "deny").body().text()).contains("Nothing was allowed");
    pollTells("access_denied");
    assertThat(type(userCode()).status()).isEqualTo(403);
  }

  @Test
  void h20_aLinkWithTheCodeOnlyFillsItIn() {
    var link = codes.text("verification_uri_complete").orElseThrow();
    var page = browser.get(link.substring(RunningSts.ISSUER.length()));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body().text())
        .contains("value=\"" + userCode() + "\"")
        .doesNotContain("name=\"decision\"");
    pollTells("authorization_pending");
  }

  @Test
  void h20_anotherBrowserCannotDecide() {
    var confirm = browser.submit(type(userCode()), "alice", "alice's password");
    var other = sts.visitor();
    var form = Map.of("flow", Visitor.flow(confirm), "decision", "allow");
    assertThat(other.post("/device", form).status()).isEqualTo(400);
    pollTells("authorization_pending");
    assertThat(decide(confirm, "allow").status()).isEqualTo(200);
    assertThat(decide(confirm, "allow").status()).isEqualTo(400);
  }

  @Test
  void h21_whoPollsTooOftenIsSlowedDown() {
    pollTells("authorization_pending");
    pollTells("slow_down");
    pass(Duration.ofSeconds(5));
    pollTells("slow_down");
    pass(Duration.ofSeconds(16));
    pollTells("authorization_pending");
  }

  @Test
  void h21_guessingHasAnEnd() {
    for (int i = 0; i < 10; i++) {
      assertThat(type("BCDF-BCDF").status()).isEqualTo(403);
    }
    assertThat(type(userCode()).status()).isEqualTo(429);
    pass(Duration.ofMinutes(6));
    assertThat(type(userCode()).body().text()).contains("name=\"password\"");
  }

  @Test
  void theCodesExpire() {
    pass(Duration.ofMinutes(10));
    pollTells("expired_token");
    assertThat(type(userCode()).status()).isEqualTo(403);
  }

  @Test
  void h09_aDeviceCodeIsNoAuthorizationCodeAndAnothersDevicesIsUnknown() {
    var asCode = Visitor.redemption(sts.web, codes.text("device_code").orElseThrow());
    assertThat(Visitor.error(browser.token(asCode))).isEqualTo("invalid_grant");
    var form =
        Map.of(
            "grant_type",
            "urn:ietf:params:oauth:grant-type:device_code",
            "client_id",
            sts.web.client().clientId(),
            "device_code",
            codes.text("device_code").orElseThrow());
    assertThat(Visitor.error(browser.token(form))).isEqualTo("unauthorized_client");
  }

  @Test
  void h19_whoWasDisabledMeanwhileGetsNothing() {
    decide(browser.submit(type(userCode()), "alice", "alice's password"), "allow");
    sts.set(sts.alice, AccountState.DISABLED);
    pollTells("invalid_grant");
  }

  @Test
  void onlyRegisteredScopesAndClientsAreServed() {
    assertThat(Visitor.error(ask("orders.write"))).isEqualTo("invalid_scope");
    var web = Map.of("client_id", sts.web.client().clientId());
    assertThat(Visitor.error(browser.post("/device_authorization", web)))
        .isEqualTo("unauthorized_client");
    assertThat(browser.post("/device_authorization", Map.of()).status()).isEqualTo(401);
  }

  @Test
  void thePageSpeaksKorean() {
    var page = sts.visitor().preferring("ko").get("/device");
    assertThat(page.body().text()).contains("lang=\"ko\"", "기기 연결");
  }
}
