package io.gatehouse.sts.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Body;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegistrationTest {
  private static final String APPLICATION =
      """
      {"client_name": "App", "redirect_uris": ["https://app.example.com/cb"],
       "grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"],
       "token_endpoint_auth_method": "client_secret_basic", "contacts": ["a@example.com"],
       "application_type": "web", "logo_uri": "https://169.254.169.254/latest"}
      """;

  private final RunningSts sts = RunningSts.start();

  private static Reply register(RunningSts at, String json, String... authorization) {
    var draft =
        RequestDraft.of("POST", "/register")
            .with("Content-Type", "application/json")
            .content(Body.utf8(json));
    for (String value : authorization) {
      draft.with("Authorization", value);
    }
    return at.visitor().send(draft);
  }

  private void refused(String json, String error) {
    var reply = register(sts, json);
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(400);
    assertThat(Visitor.error(reply)).isEqualTo(error);
    assertThat(reply.header("Cache-Control").value()).contains("no-store");
  }

  @Test
  void anApplicationRegistersItselfAndIsTalkedTo() {
    var reply = register(sts, APPLICATION);
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(201);
    assertThat(reply.header("Content-Type").value()).contains("application/json");
    assertThat(reply.header("Cache-Control").value()).contains("no-store");
    var answer = Visitor.json(reply);
    assertThat(answer.text("scope")).contains("email offline_access openid profile");
    assertThat(answer.get("redirect_uris").flatMap(Json::texts))
        .contains(List.of(RunningSts.CALLBACK));
    assertThat(answer.get("client_secret_expires_at")).contains(new Json.Whole(0));
    assertThat(answer.get("client_id_issued_at")).isPresent();
    assertThat(answer.values()).doesNotContainKeys("logo_uri", "contacts", "owner");
    var id = answer.text("client_id").orElseThrow();
    var secret = answer.text("client_secret").orElseThrow();
    var basic =
        Base64.getEncoder()
            .encodeToString((id + ":" + secret).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    var known =
        RequestDraft.form("/token", "grant_type=refresh_token&refresh_token=x")
            .with("Authorization", "Basic " + basic);
    assertThat(Visitor.error(sts.visitor().send(known))).isEqualTo("invalid_grant");
  }

  @Test
  void itIsNeverTakenForOneOfOurOwn() {
    var id = Visitor.text(register(sts, APPLICATION), "client_id");
    var metadata = sts.issuer.clients.find(id).orElseThrow().metadata();
    assertThat(metadata.firstParty()).isFalse();
    assertThat(metadata.owner()).isEmpty();
    assertThat(metadata.resources()).isEmpty();
    assertThat(metadata.requirePkce()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"first_party\": true",
        "\"owner\": \"00000000-0000-4000-8000-00000000000a\"",
        "\"resources\": [\"https://api.example.com\"]",
        "\"require_pkce\": false",
        "\"grant_types\": [\"client_credentials\"]",
        "\"grant_types\": [\"implicit\"]",
        "\"grant_types\": \"authorization_code\"",
        "\"response_types\": [\"token\"]",
        "\"scope\": \"orders.write\"",
        "\"scope\": 5",
        "\"subject_type\": \"pairwise\"",
        "\"token_endpoint_auth_method\": \"client_secret_jwt\"",
        "\"id_token_signed_response_alg\": \"none\""
      })
  void h44_whatOnlyAdministratorsGiveIsNotTaken(String member) {
    refused(
        "{\"redirect_uris\": [\"https://app.example.com/cb\"], " + member + "}",
        "invalid_client_metadata");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example.com/cb",
        "https://app.example.com/cb#x",
        "https://user@app.example.com/cb",
        "javascript:alert(1)",
        "https://app.example.com/../cb",
        "myapp:/cb",
        "*",
        "/cb"
      })
  void h44_anAddressThatCouldMisleadIsRefused(String uri) {
    refused("{\"redirect_uris\": [\"" + uri + "\"]}", "invalid_redirect_uri");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/cb",
        "http://[::1]/cb",
        "com.example.app:/cb",
        "https://a.example/cb"
      })
  void nativeApplicationsAreAtHome(String uri) {
    var json = "{\"redirect_uris\": [\"" + uri + "\"], \"token_endpoint_auth_method\": \"none\"}";
    var reply = register(sts, json);
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(201);
    assertThat(Visitor.json(reply).values()).doesNotContainKey("client_secret");
  }

  @Test
  void whatIsNoObjectIsRefused() {
    refused("[]", "invalid_client_metadata");
    refused("", "invalid_client_metadata");
    refused("{\"redirect_uris\": []}", "invalid_redirect_uri");
    refused("{\"client_name\": \"a\", \"client_name\": \"b\"}", "invalid_client_metadata");
    var form = sts.visitor().send(RequestDraft.form("/register", "a=b"));
    assertThat(form.status()).isEqualTo(415);
    assertThat(sts.visitor().get("/register").status()).isEqualTo(405);
  }

  @Test
  void h44_aTokenRegistersAsManyAsItSays() {
    var policy =
        new RegistrationPolicy(
            false, Set.of("openid"), Set.of(GrantType.AUTHORIZATION_CODE), false);
    var closed = RunningSts.start(policy);
    var token = "Bearer " + closed.initialTokens.make(1, Duration.ofDays(1)).token().exposeText();
    var json = "{\"redirect_uris\": [\"https://app.example.com/cb\"]}";
    var without = register(closed, json);
    assertThat(without.status()).isEqualTo(401);
    assertThat(without.header("WWW-Authenticate").value()).contains("Bearer realm=\"gatehouse\"");
    var wrong = register(closed, json, "Bearer ghit_x");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.header("WWW-Authenticate").value().orElse("")).contains("invalid_token");
    assertThat(register(closed, json, token, token).status()).isEqualTo(401);
    assertThat(register(closed, "{\"redirect_uris\": [\"*\"]}", token).status()).isEqualTo(400);
    var first = register(closed, json, token);
    assertThat(first.status()).as(first.body().text()).isEqualTo(201);
    assertThat(Visitor.json(first).get("require_pkce")).contains(new Json.Flag(false));
    assertThat(register(closed, json, token).status()).isEqualTo(401);
    assertThat(isTrusted(closed, first)).isTrue();
  }

  /** Whether its redirect URIs count as looked at by an administrator. */
  private static boolean isTrusted(RunningSts at, Reply registered) {
    var id = Visitor.text(registered, "client_id");
    return !at.issuer.clients.find(id).orElseThrow().metadata().security().selfRegistered();
  }

  @Test
  void h05_whoRegistersWithoutATokenIsNotTrusted() {
    assertThat(isTrusted(sts, register(sts, APPLICATION))).isFalse();
    assertThat(isTrusted(sts, register(sts, APPLICATION, "Bearer ghit_x"))).isFalse();
    var token = "Bearer " + sts.initialTokens.make(1, Duration.ofDays(1)).token().exposeText();
    assertThat(isTrusted(sts, register(sts, APPLICATION, token))).isTrue();
  }

  @Test
  void h44_aFloodFromOneAddressHasAnEnd() {
    int refused = 0;
    for (int i = 0; i < 12; i++) {
      refused += register(sts, "{}").status() == 429 ? 1 : 0;
    }
    assertThat(refused).isEqualTo(2);
    sts.clock.advance(Duration.ofMinutes(2));
    assertThat(register(sts, APPLICATION).status()).isEqualTo(201);
  }

  @Test
  void whoWasInvitedIsCountedByTheTokenAlone() {
    var token = "Bearer " + sts.initialTokens.make(12, Duration.ofDays(1)).token().exposeText();
    for (int i = 0; i < 12; i++) {
      assertThat(register(sts, APPLICATION, token).status()).isEqualTo(201);
    }
  }

  @Test
  void theMetadataTellsWhere() {
    var metadata = Visitor.json(sts.visitor().get("/.well-known/openid-configuration"));
    assertThat(metadata.text("registration_endpoint")).contains(RunningSts.ISSUER + "/register");
    assertThat(Map.copyOf(metadata.values())).containsKey("introspection_endpoint");
  }
}
