package io.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.CredentialKind;
import io.gatehouse.web.address.AddressGuard;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitingTest {
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = new TestGateway();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
  }

  @Test
  void everyAnswerOfALimitedRouteSaysWhatIsLeft() throws Exception {
    for (int left = 4; left >= 0; left--) {
      var answer = gateway.get("/limited", "X-API-Key: good");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.value("RateLimit")).isEqualTo("\"five\";r=" + left + ";t=" + (5 - left));
      assertThat(answer.value("RateLimit-Policy")).isEqualTo("\"five\";q=5;w=10");
    }
    var refused = gateway.get("/limited", "X-API-Key: good");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.value("Retry-After")).isEqualTo("2");
    assertThat(refused.value("RateLimit")).isEqualTo("\"five\";r=0;t=2");
    assertThat(refused.value("RateLimit-Policy")).isEqualTo("\"five\";q=5;w=10");
    assertThat(gateway.get("/limited").value("RateLimit-Policy")).isNotEmpty();
  }

  @Test
  void anotherCredentialOfTheSamePrincipalCountsOnTheSame() throws Exception {
    gateway.keys.keys.put(
        "other", FakeCollaborators.person(CredentialKind.API_KEY, "k2", "orders.read"));
    assertThat(gateway.get("/limited", "X-API-Key: good").status()).isEqualTo(200);
    assertThat(gateway.get("/limited", "X-API-Key: other").value("RateLimit"))
        .startsWith("\"five\";r=3");
    assertThat(gateway.throttle.keys()).hasSize(1);
  }

  @Test
  void i03_noSpellingOfARequestFindsAnotherBucket() throws Exception {
    int left = 4;
    for (var target : new String[] {"/limited", "/limited?x=1", "/limited?", "/limited?x=2&y"}) {
      var answer = gateway.get(target, "X-API-Key: good");
      assertThat(answer.value("RateLimit")).startsWith("\"five\";r=" + left--);
    }
    assertThat(gateway.get("/LIMITED", "X-API-Key: good").status()).isEqualTo(404);
    assertThat(gateway.get("/limited/", "X-API-Key: good").status()).isEqualTo(404);
    assertThat(gateway.throttle.keys()).hasSize(1);
  }

  @Test
  void i09_refusedCallsAreCountedBeforeAnybodyIsKnown() throws Exception {
    var usual = Collaborators.Bounds.USUAL;
    var few = new AddressGuard.Allowance(1, 3, 100);
    var bounds =
        new Collaborators.Bounds(few, usual.content(), usual.buffered(), usual.identityTokens());
    try (var strict = new TestGateway(List.of(), bounds)) {
      for (int i = 0; i < 4; i++) {
        assertThat(strict.get("/orders/1", "X-API-Key: bad" + i).status()).isEqualTo(401);
      }
      var refused = strict.get("/orders/1", "X-API-Key: good");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.value("Retry-After")).isNotEmpty();
    }
  }

  @Test
  void quotasAreLeasedAndEndWithTheLedgers() throws Exception {
    try (var client = gateway.client()) {
      int served = 0;
      for (int i = 0; i < 305; i++) {
        client.send(TestGateway.request("GET", "/counted", "X-API-Key: good"));
        served += client.read().status() == 200 ? 1 : 0;
      }
      assertThat(served).isEqualTo(300);
    }
    assertThat(gateway.quotas.asked.get()).isBetween(100, 102);
  }

  @Test
  void whenTheStoreIsDownTheLimitSaysWhetherCallsPass() throws Exception {
    gateway.quotas.down = true;
    var answer = gateway.get("/counted", "X-API-Key: good");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(gateway.lineOf(answer)).contains("quota not counted");
  }
}
