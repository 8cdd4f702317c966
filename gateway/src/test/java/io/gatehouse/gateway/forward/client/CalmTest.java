package io.gatehouse.gateway.forward.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What keeps failing services from being asked too much. */
class CalmTest {
  private long now = 1_000_000_000_000L;
  private final Breaker breaker = new Breaker(() -> now);
  private final RetryBudget budget = new RetryBudget(() -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private void fail(int times) {
    IntStream.range(0, times).forEach(i -> breaker.failed());
  }

  @Test
  void r05_anEndpointThatFailsIsLeftAloneAndFoundAgainWithinFiveSeconds() {
    fail(4);
    assertThat(breaker.allows()).isTrue();
    fail(1);
    assertThat(breaker.allows()).isFalse();
    pass(Duration.ofMillis(2001));

    assertThat(breaker.allows()).as("one probe").isTrue();
    assertThat(breaker.allows()).as("and no more").isFalse();
    breaker.succeeded();
    assertThat(breaker.allows()).isTrue();
  }

  @Test
  void r05_aProbeThatFailsOrNeverEndsIsFollowedByAnotherAfterAPause() {
    fail(5);
    pass(Duration.ofSeconds(3));
    assertThat(breaker.allows()).isTrue();
    fail(1);
    assertThat(breaker.allows()).isFalse();
    pass(Duration.ofSeconds(3));
    assertThat(breaker.allows()).isTrue();
    pass(Duration.ofSeconds(3));
    assertThat(breaker.allows()).as("the last probe is still out").isTrue();
  }

  @Test
  void oneSuccessForgetsTheFailuresBeforeIt() {
    fail(4);
    breaker.succeeded();
    fail(4);

    assertThat(breaker.allows()).isTrue();
  }

  @Test
  void r30_aFifthOfTheRequestsMayBeSentAgainAndThreeASecondWhereThereAreFew() {
    assertThat(IntStream.range(0, 10).filter(i -> budget.spend()).count()).isEqualTo(3);
    int again = 0;
    for (int i = 0; i < 1000; i++) {
      budget.earn();
      again += budget.spend() ? 1 : 0;
    }
    assertThat(again).isEqualTo(200);
    assertThat(budget.spend()).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(budget.spend()).isTrue();
  }
}
