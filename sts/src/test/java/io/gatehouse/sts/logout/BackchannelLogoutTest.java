package io.gatehouse.sts.logout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.MetadataReading;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.store.memory.InMemoryLedgerStore;
import io.gatehouse.sts.store.memory.InMemoryLogoutOutbox;
import io.gatehouse.tokens.jwt.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BackchannelLogoutTest {
  private static final String TOLD =
      """
      {"client_name": "Told", "redirect_uris": ["https://app.example.com/cb"],
       "scope": "openid", "token_endpoint_auth_method": "none", "first_party": true,
       "backchannel_logout_uri": "https://app.example.com/ended",
       "backchannel_logout_session_required": true}
      """;

  private final List<URI> called = new ArrayList<>();
  private final List<String> forms = new ArrayList<>();
  private boolean reachable = true;
  private RunningSts sts;
  private BackchannelLogout logout;
  private Clients.Registration told;
  private Visitor browser;
  private Json.Members idToken;

  @BeforeEach
  void signIn() {
    sts = RunningSts.start();
    told = sts.register(TOLD);
    logout =
        new BackchannelLogout(
            new Issuer(RunningSts.ISSUER),
            new BackchannelLogout.Registers(sts.issuer.clients, sts.issuer.signingKeys()),
            InMemoryLogoutOutbox.filledBy(
                (InMemoryLedgerStore) sts.issuer.stores.ledger(), sts.codes),
            new BackchannelLogout.Means(this::post, new RandomText(sts.issuer.random), sts.clock));
    browser = sts.visitor();
    var asked = Visitor.with(Visitor.request(told), "scope", "openid");
    var tokens = browser.token(Visitor.redemption(told, browser.code(asked, "alice")));
    idToken = Visitor.payload(Visitor.text(tokens, "id_token"));
  }

  private boolean post(URI to, String form) {
    called.add(to);
    forms.add(form);
    return reachable;
  }

  private void end() {
    var session = new LedgerSubject(LedgerSubject.Kind.SESSION, idToken.text("sid").orElseThrow());
    assertThat(sts.issuer.ledger.revoke(session)).isTrue();
  }

  @Test
  void theClientsOfASessionAreTold() {
    end();
    logout.deliver();
    assertThat(called).containsExactly(URI.create("https://app.example.com/ended"));
    assertThat(forms.getFirst()).startsWith("logout_token=");
    var token = forms.getFirst().substring("logout_token=".length());
    assertThat(Visitor.header(token).text("typ")).contains("logout+jwt");
    assertThat(Visitor.header(token).text("alg")).contains("RS256");
    var claims = Visitor.payload(token);
    assertThat(claims.values().keySet())
        .containsExactlyInAnyOrder("iss", "aud", "iat", "exp", "jti", "sid", "events", "sub");
    assertThat(claims.text("iss")).contains(RunningSts.ISSUER);
    assertThat(claims.text("aud")).contains(told.client().clientId());
    assertThat(claims.get("sid")).isEqualTo(idToken.get("sid"));
    assertThat(claims.text("sub")).contains(sts.alice.id().value());
    assertThat(claims.get("events"))
        .contains(
            new Json.Members(
                Map.of(
                    "http://schemas.openid.net/event/backchannel-logout",
                    new Json.Members(Map.of()))));
    logout.deliver();
    assertThat(called).hasSize(1);
  }

  @Test
  void whoCannotBeReachedIsToldLaterAndNotForEver() {
    reachable = false;
    end();
    logout.deliver();
    logout.deliver();
    assertThat(called).hasSize(1);
    for (int i = 0; i < 20; i++) {
      sts.clock.advance(Duration.ofHours(2));
      logout.deliver();
    }
    assertThat(called).hasSize(7);
  }

  @Test
  void h36_aLogoutTokenPassesForNoOther() {
    end();
    logout.deliver();
    var token = forms.getFirst().substring("logout_token=".length());
    assertThat(Visitor.payload(token).values()).doesNotContainKey("nonce");
    assertThat(browser.userinfo(token).status()).isEqualTo(401);
    var hint = browser.get("/logout?id_token_hint=" + token);
    assertThat(hint.status()).isEqualTo(400);
  }

  @Test
  void othersAreNotTold() {
    var other = sts.visitor();
    var _ = other.code(Visitor.request(sts.web), "bob");
    assertThat(other.get("/logout").status()).isEqualTo(200);
    logout.deliver();
    assertThat(called).isEmpty();
  }

  @Test
  void theAddressIsHttps() {
    for (String uri : new String[] {"http://app.example.com/x", "https://a/x#f", "app:/x"}) {
      var json = TOLD.replace("https://app.example.com/ended", uri);
      assertThat(sts.issuer.clients.read(json.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(MetadataReading.Refused.class);
    }
    var metadata = Visitor.json(browser.get("/.well-known/openid-configuration"));
    assertThat(metadata.get("backchannel_logout_supported")).contains(new Json.Flag(true));
    assertThat(metadata.get("backchannel_logout_session_supported")).contains(new Json.Flag(true));
  }
}
