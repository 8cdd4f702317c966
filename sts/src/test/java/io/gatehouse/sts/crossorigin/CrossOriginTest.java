package io.gatehouse.sts.crossorigin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.RunningSts;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CrossOriginTest {
  private static final String APP = "https://app.example.com";
  private static final String ALLOWED = "Access-Control-Allow-Origin";

  private RunningSts sts;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
  }

  private Reply send(RequestDraft draft, String origin) {
    return sts.mounts.answer(draft.with("Origin", origin).request());
  }

  private Reply preflight(String path, String origin) {
    return send(
        RequestDraft.of("OPTIONS", path).with("Access-Control-Request-Method", "POST"), origin);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/token", "/userinfo", "/revoke", "/par"})
  void h35_pagesOfRegisteredOriginsReadTheAnswers(String path) {
    var asked = preflight(path, APP);
    assertThat(asked.status()).isEqualTo(204);
    assertThat(asked.header(ALLOWED).value()).contains(APP);
    assertThat(asked.header("Access-Control-Allow-Headers").value())
        .contains("authorization, content-type, dpop");
    var told = send(RequestDraft.form(path, "a=b"), APP);
    assertThat(told.status()).isBetween(400, 401);
    assertThat(told.header(ALLOWED).value()).contains(APP);
    assertThat(told.header("Vary").value()).contains("Origin");
    assertThat(told.header("Access-Control-Expose-Headers").value())
        .contains("DPoP-Nonce, WWW-Authenticate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "*",
        "https://app.example.com.evil.example",
        "http://app.example.com",
        "https://app.example.com:444",
        "https://APP.example.com",
        "https://app.example.com/"
      })
  void h35_pagesOfOtherOriginsReadNothing(String origin) {
    for (var path : List.of("/token", "/userinfo", "/revoke", "/par")) {
      for (var reply :
          List.of(preflight(path, origin), send(RequestDraft.form(path, "a=b"), origin))) {
        assertThat(reply.fields()).noneMatch(field -> field.name().startsWith("Access-Control-"));
        assertThat(reply.header("Vary").value()).contains("Origin");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/introspect",
        "/authorize",
        "/login",
        "/consent",
        "/logout",
        "/device",
        "/device_authorization",
        "/register"
      })
  void h35_otherEndpointsAreForNoPageOfAnotherOrigin(String path) {
    assertThat(preflight(path, APP).fields())
        .noneMatch(field -> field.name().startsWith("Access-Control-"));
    assertThat(send(RequestDraft.form(path, "a=b"), APP).fields())
        .noneMatch(field -> field.name().startsWith("Access-Control-"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server",
        "/jwks"
      })
  void h35_whatIsPublicIsReadByEveryPageAndNeverWithCookies(String path) {
    var reply = send(RequestDraft.get(path), "https://anybody.example");
    assertThat(reply.header(ALLOWED).value()).contains("*");
    assertThat(reply.fields())
        .noneMatch(field -> field.isNamed("Access-Control-Allow-Credentials"));
  }

  @Test
  void anOriginComesAndGoesWithItsApplication() {
    var late = "https://late.example.com";
    assertThat(preflight("/token", late).header(ALLOWED).value()).isEmpty();
    var client =
        sts.register(RunningSts.PARTNER.replace("https://app.example.com/cb", late + "/cb"));
    assertThat(preflight("/token", late).header(ALLOWED).value()).contains(late);
    sts.issuer.clients.revoke(client.client().clientId());
    assertThat(preflight("/token", late).header(ALLOWED).value()).isEmpty();
  }

  @Test
  void aQuestionForMethodsAloneIsNoPreflight() {
    var reply = sts.mounts.answer(RequestDraft.of("OPTIONS", "/token").request());
    assertThat(reply.header("Allow").value()).contains("OPTIONS, POST");
    assertThat(reply.header(ALLOWED).value()).isEmpty();
  }
}
