package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a stop and a second start of the same folder keep. */
class RestartIT {
  @TempDir Path scratch;

  @Test
  void aSecondStartKeepsEveryKeyClientAndSession() {
    var dir = scratch.resolve("demo");
    var jar = scratch.resolve("jar");
    JsonNode before;
    String access;
    String refresh;
    try (var demo = RunningDemo.start(dir)) {
      before = demo.json();
      var tokens = new SignIn(demo, jar).tokens("alice", "openid offline_access orders.read");
      access = tokens.get("access_token").stringValue();
      refresh = tokens.get("refresh_token").stringValue();
      assertThat(demo.terminate())
          .hasValueSatisfying(took -> assertThat(took).isLessThan(Duration.ofSeconds(5)));
      assertThat(Files.exists(dir.resolve("demo.json"))).isFalse();
    }
    try (var demo = startQuickly(dir)) {
      assertThat(demo.json()).isEqualTo(before);
      assertThat(get(demo, access).status()).isEqualTo(200);
      var signIn = new SignIn(demo, jar);
      assertThat(signIn.refresh(refresh).status()).isEqualTo(200);
      var answer = signIn.follow(signIn.authorizeUrl("openid"));
      assertThat(answer.field("location")).as("the browser session lives on").isPresent();
      aStolenSigningKeySignsNothingMore(demo, access);
    }
  }

  private static void aStolenSigningKeySignsNothingMore(RunningDemo demo, String access) {
    var signed =
        new String(
            Base64.getUrlDecoder().decode(access.substring(0, access.indexOf('.'))),
            StandardCharsets.UTF_8);
    var kid = signed.replaceAll(".*\"kid\":\"([^\"]+)\".*", "$1");
    assertThat(demo.gatehouse("signing-keys", "compromised", kid).text()).contains("gone");
    assertThat(get(demo, access).status()).isEqualTo(401);
    assertThat(Curl.call(demo, demo.issuer() + "/jwks").body()).doesNotContain(kid);
  }

  /** A machine that is busy with other things gets three tries. */
  private static RunningDemo startQuickly(Path dir) {
    for (var tries = 1; ; tries++) {
      var demo = RunningDemo.start(dir);
      if (demo.startedIn().toSeconds() < 3) {
        return demo;
      }
      demo.close();
      assertThat(tries).as("started in " + demo.startedIn()).isLessThan(3);
    }
  }

  private static Curl get(RunningDemo demo, String access) {
    return Curl.call(demo, demo.gateway() + demo.route(), "-H", "Authorization: Bearer " + access);
  }
}
