package io.gatehouse.sts.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.web.endpoint.Reply;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConsentTest {
  private static final String FOREIGN =
      """
      {"client_name": "Foreign", "redirect_uris": ["https://app.example.com/cb"],
       "grant_types": ["authorization_code", "refresh_token"],
       "scope": "openid email offline_access orders.read", "token_endpoint_auth_method": "none"}
      """;

  private RunningSts sts;
  private Visitor browser;
  private Clients.Registration foreign;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    browser = sts.visitor();
    foreign = sts.register(FOREIGN);
  }

  private Map<String, String> request(String scope) {
    return Visitor.with(Visitor.request(foreign), "scope", scope);
  }

  private static boolean isQuestion(Reply reply) {
    return reply.status() == 200 && reply.body().text().contains("value=\"deny\"");
  }

  private Reply ask(Map<String, String> request) {
    return browser.signIn(request, "alice", "alice's password");
  }

  private Reply decide(Reply page, String decision) {
    assertThat(isQuestion(page)).as(page.body().text()).isTrue();
    return browser.follow(
        browser.post("/consent", Map.of("flow", Visitor.flow(page), "decision", decision)));
  }

  private String allowed(Map<String, String> request) {
    return Visitor.code(decide(ask(request), "allow"));
  }

  private Reply silently(String scope) {
    return browser.authorize(Visitor.with(request(scope), "prompt", "none"));
  }

  private void takeBack() {
    var listing =
        new ConsentStore.Listing(
            Optional.of(sts.alice.id()), Optional.of(foreign.client().clientId()), "", 9);
    sts.consents.list(listing).forEach(consent -> sts.consents.takeBack(consent.id()));
  }

  private Reply redeem(String code) {
    return browser.token(Visitor.redemption(foreign, code));
  }

  @Test
  void whatWasAllowedOnceIsNotAskedAgain() {
    allowed(request("openid email"));
    assertThat(Visitor.query(ask(request("openid email")))).containsKey("code");
    assertThat(Visitor.query(ask(request("openid")))).containsKey("code");
    assertThat(Visitor.query(silently("openid"))).containsKey("code");
    assertThat(sts.issuer.audited).extracting("action").contains("consent.given");
  }

  @Test
  void whatGoesFurtherIsAsked() {
    allowed(request("openid"));
    assertThat(Visitor.query(silently("openid email"))).containsEntry("error", "consent_required");
    assertThat(Visitor.query(silently("openid orders.read")))
        .containsEntry("error", "consent_required");
    var named =
        Visitor.with(
            Visitor.with(request("openid"), "prompt", "none"),
            "claims",
            "{\"userinfo\": {\"email\": null}}");
    assertThat(Visitor.query(browser.authorize(named))).containsEntry("error", "consent_required");
    var page = ask(Visitor.without(named, "prompt"));
    assertThat(isQuestion(page)).isTrue();
    assertThat(page.body().text()).contains("your e-mail address");
  }

  @Test
  void anotherPersonIsAskedForThemselves() {
    allowed(request("openid"));
    var other = sts.visitor();
    assertThat(isQuestion(other.signIn(request("openid"), "bob", "bob's password"))).isTrue();
  }

  @Test
  void anApplicationThatWantsThePersonAskedHasItsWay() {
    allowed(request("openid"));
    assertThat(isQuestion(ask(Visitor.with(request("openid"), "prompt", "consent")))).isTrue();
  }

  @Test
  void refusingIsTheApplicationsErrorAndIsNotRemembered() {
    var refused = decide(ask(request("openid")), "deny");
    assertThat(Visitor.query(refused))
        .containsEntry("error", "access_denied")
        .containsEntry("iss", RunningSts.ISSUER);
    assertThat(isQuestion(ask(request("openid")))).isTrue();
    assertThat(sts.issuer.audited).extracting("action").contains("consent.refused");
  }

  @Test
  void accessWhileThePersonIsAwayIsToldAndAllowedBeforeItIsGiven() {
    allowed(request("openid"));
    var page = ask(request("openid offline_access"));
    assertThat(page.body().text()).contains("access while you are away");
    var tokens = redeem(Visitor.code(decide(page, "allow")));
    assertThat(Visitor.json(tokens).text("refresh_token")).isPresent();
  }

  @Test
  void aConsentTakenBackEndsWhatItGave() {
    var tokens = redeem(allowed(request("openid offline_access")));
    takeBack();
    Visitor.refused(
        browser.token(
            Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                foreign.client().clientId(),
                "refresh_token",
                Visitor.text(tokens, "refresh_token"))),
        "invalid_grant");
    assertThat(browser.userinfo(Visitor.text(tokens, "access_token")).status()).isEqualTo(401);
    assertThat(isQuestion(ask(request("openid")))).isTrue();
  }

  @Test
  void h18_aCodeIsWorthNothingAfterItsConsentWasTakenBack() {
    var code = allowed(request("openid"));
    takeBack();
    Visitor.refused(redeem(code), "invalid_grant");
  }

  @Test
  void aPublicApplicationAtAnAddressThatOthersCanTakeIsAskedForEachTime() {
    foreign = sts.register(FOREIGN.replace("https://app.example.com/cb", "http://127.0.0.1/cb"));
    var request = Visitor.with(request("openid"), "redirect_uri", "http://127.0.0.1/cb");
    allowed(request);
    assertThat(isQuestion(ask(request))).isTrue();
  }

  @Test
  void ourOwnApplicationsAreNotAskedFor() {
    assertThat(Visitor.query(ask(Visitor.request(sts.web)))).containsKey("code");
  }

  @Test
  void h44_anApplicationThatRegisteredItselfIsAlwaysAskedForFirst() {
    foreign = sts.registerByItself(FOREIGN);
    assertThat(foreign.client().metadata().firstParty()).isFalse();
    assertThat(isQuestion(ask(request("openid")))).isTrue();
  }

  @Test
  void theQuestionTellsEachThingInThePersonsLanguage() {
    var page =
        sts.visitor().preferring("ko").signIn(request("openid email"), "alice", "alice's password");
    assertThat(page.body().text()).contains("<html lang=\"ko\">").doesNotContain("<li>email</li>");
    assertThat(Set.of("deny", "allow"))
        .allSatisfy(value -> assertThat(page.body().text()).contains("value=\"" + value + "\""));
    assertThat(page.header("Content-Security-Policy").value())
        .hasValueSatisfying(policy -> assertThat(policy).contains("frame-ancestors 'none'"));
  }
}
