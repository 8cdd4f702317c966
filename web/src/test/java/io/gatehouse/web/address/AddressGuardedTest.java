package io.gatehouse.web.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.StoppedClock;
import io.gatehouse.web.Server;
import io.gatehouse.web.Server.Door;
import io.gatehouse.web.Wire;
import io.gatehouse.web.endpoint.Mount;
import io.gatehouse.web.endpoint.MountTable;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.exchange.EndpointHandler;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AddressGuardedTest {
  private static final MountTable TABLE =
      new MountTable(
          Mount.get("/page", request -> Reply.html(200, "<p>hello</p>")),
          Mount.get("/start", request -> Reply.html(200, "<p>sign in</p>")));

  private final StoppedClock clock = StoppedClock.at("2026-01-01T12:00:00Z");
  private final Server server =
      Server.with(
          new AddressGuarded(
              new EndpointHandler(TABLE),
              new AddressGuard(new AddressGuard.Allowance(1, 3, 100), clock::nanos),
              Set.of("/start")));

  @AfterEach
  void stop() {
    server.close();
  }

  private Wire.Answer get(String target) {
    try (Wire wire = server.connect(Door.TLS)) {
      return wire.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();
    }
  }

  @Test
  void h48_anAddressThatIsRefusedAgainAndAgainHasToWait() {
    for (int i = 0; i < 4; i++) {
      assertThat(get("/nothing").status()).isEqualTo(404);
    }
    var refused = get("/page");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.field("Retry-After")).isEqualTo("1");
    clock.advance(Duration.ofSeconds(2));
    assertThat(get("/page").status()).isEqualTo(200);
  }

  @Test
  void aPathThatCostsAWriteIsChargedWhateverItsAnswer() {
    for (int i = 0; i < 4; i++) {
      assertThat(get("/start?x=" + i).status()).isEqualTo(200);
    }
    assertThat(get("/start").status()).isEqualTo(429);
  }

  @Test
  void whoeverIsServedIsNeverSlowed() {
    for (int i = 0; i < 20; i++) {
      assertThat(get("/page").status()).isEqualTo(200);
    }
  }
}
