package io.gatehouse.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gateway.session.BrowserSessions;
import io.gatehouse.identity.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** How long sessions are good, and how many there may be. */
class SessionLivesTest {
  private final TestLogin login = new TestLogin();

  @Test
  void aSessionEndsWhenItWasNotUsedForAnHour() {
    var _ = login.signIn();
    login.clock.advance(Duration.ofMinutes(59));
    assertThat(login.who()).isInstanceOf(Attempt.Verified.class);
    login.clock.advance(Duration.ofMinutes(59));
    assertThat(login.who()).isInstanceOf(Attempt.Verified.class);
    login.clock.advance(Duration.ofMinutes(60));
    assertThat(login.who()).isInstanceOf(Attempt.Refused.class);
  }

  @Test
  void aSessionEndsAfterEightHoursHoweverMuchItIsUsed() {
    var _ = login.signIn();
    for (int i = 0; i < 15; i++) {
      login.clock.advance(Duration.ofMinutes(31));
      assertThat(login.who()).isInstanceOf(Attempt.Verified.class);
    }
    login.clock.advance(Duration.ofMinutes(20));
    assertThat(login.who()).isInstanceOf(Attempt.Refused.class);
  }

  @Test
  void aPersonHasAFewSessionsAndTheOneUnusedLongestGoes() {
    var opened = new ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      login.cookies().clear();
      var _ = login.signIn();
      opened.add(login.cookies().get(BrowserSessions.COOKIE));
      login.clock.advance(Duration.ofSeconds(1));
    }
    assertThat(login.sessions.size()).isEqualTo(3);
    assertThat(login.who(opened.getFirst())).isInstanceOf(Attempt.Refused.class);
    assertThat(login.who(opened.get(1))).isInstanceOf(Attempt.Verified.class);
  }

  @Test
  void allTogetherAreBounded() {
    for (int i = 0; i < 9; i++) {
      var number = i;
      login.issuer.idToken = claims -> claims.text("person", "p" + number);
      login.cookies().clear();
      var _ = login.signIn();
      login.clock.advance(Duration.ofSeconds(1));
    }
    assertThat(login.sessions.size()).isLessThanOrEqualTo(5);
  }
}
