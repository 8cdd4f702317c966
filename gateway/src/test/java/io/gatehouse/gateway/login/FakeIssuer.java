package io.gatehouse.gateway.login;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.testkit.StoppedClock;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.JwtSigner;
import io.gatehouse.tokens.jwt.KeySet;
import io.gatehouse.tokens.jwt.KeySource;
import io.gatehouse.tokens.jwt.SigningKey;
import io.gatehouse.web.egress.FormAnswer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An issuer that says what a test wants it to say. */
final class FakeIssuer implements IssuerDoor {
  static final String NAME = "https://sts.test";
  static final String ACCESS_TOKEN = "an-access-token-that-nobody-may-see";
  static final SigningKey KEY = SigningKey.generate(JwsAlgorithm.ES256, Jca.installed());

  private final StoppedClock clock;

  /** The parameters of the last authorization request. */
  Map<String, String> asked = new HashMap<>();

  final List<String> posted = new ArrayList<>();
  final List<String> proofs = new ArrayList<>();
  UnaryOperator<Claims.Builder> idToken = claims -> claims;
  Optional<String> nonce = Optional.empty();
  String audience = "gateway";
  SigningKey signer = KEY;
  boolean down;
  Optional<FormAnswer> answer = Optional.empty();

  FakeIssuer(StoppedClock clock) {
    this.clock = clock;
  }

  KeySource keys() {
    return KeySource.local(() -> KeySet.of(List.of(KEY.verifying())));
  }

  @Override
  public byte[] document(URI url) {
    return """
    {"issuer":"https://sts.test","authorization_endpoint":"https://sts.test/authorize",
     "token_endpoint":"https://sts.test/token","end_session_endpoint":"https://sts.test/logout",
     "authorization_response_iss_parameter_supported":true}
    """
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public FormAnswer post(URI url, String form, Optional<String> authorization) {
    if (down) {
      throw new DependencyUnavailable(Dependency.ISSUER, "switched off");
    }
    posted.add(form);
    authorization.ifPresent(proofs::add);
    return answer.orElseGet(this::tokens);
  }

  private FormAnswer tokens() {
    var claims =
        Claims.builder()
            .issuer(NAME)
            .subject(TestLogin.BOB)
            .audience(audience)
            .issuedAt(clock.instant())
            .expiresAt(clock.instant().plusSeconds(300))
            .text("nonce", nonce.orElse(asked.getOrDefault("nonce", "")))
            .session("sid-1")
            .methods(List.of("pwd"));
    var token = new JwtSigner(signer, "JWT").sign(idToken.apply(claims).build());
    var members =
        Map.<String, Json>of(
            "access_token", new Json.Text(ACCESS_TOKEN),
            "token_type", new Json.Text("Bearer"),
            "scope", new Json.Text("openid orders.read"),
            "id_token", new Json.Text(token));
    return said(200, new Json.Members(members).write());
  }

  static FormAnswer said(int status, String json) {
    return new FormAnswer(status, json.getBytes(StandardCharsets.UTF_8));
  }

  /** A logout token, or what a test makes of it. */
  String logoutToken(String id, UnaryOperator<Claims.Builder> change) {
    var event = "http://schemas.openid.net/event/backchannel-logout";
    var claims =
        Claims.builder()
            .issuer(NAME)
            .audience(audience)
            .issuedAt(clock.instant())
            .expiresAt(clock.instant().plusSeconds(120))
            .id(id);
    if (!id.startsWith("plain")) {
      claims.put("events", new Json.Members(Map.of(event, new Json.Members(Map.of()))));
    }
    return new JwtSigner(signer, "logout+jwt").sign(change.apply(claims).build());
  }
}
