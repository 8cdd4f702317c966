package io.gatehouse.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.identity.Throttle.Answer;
import io.gatehouse.identity.Throttle.Rate;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GcraThrottleTest {
  private static final Rate FIVE_IN_TEN_SECONDS = rate(5, "PT10S", 5);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000_000L);
  private final GcraThrottle throttle = new GcraThrottle(now::get, 10_000);

  private static Rate rate(long count, String per, long burst) {
    return new Rate("test", count, Duration.parse(per), burst);
  }

  private Answer call() {
    return throttle.take("k", FIVE_IN_TEN_SECONDS, 1);
  }

  private void pass(Duration duration) {
    now.addAndGet(duration.toNanos());
  }

  @Test
  void theSixthCallWithinTwoSecondsIsTooMany() {
    for (int i = 4; i >= 0; i--) {
      assertThat(call().remaining()).isEqualTo(i);
    }
    assertThat(call())
        .isEqualTo(new Answer(false, 0, Duration.ofSeconds(2), Duration.ofSeconds(10)));
    pass(Duration.ofSeconds(2).minusNanos(1));
    assertThat(call().admitted()).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(call()).isEqualTo(new Answer(true, 0, Duration.ZERO, Duration.ofSeconds(10)));
  }

  @Test
  void aRefusedCallCostsNothing() {
    for (int i = 0; i < 5; i++) {
      call();
    }
    for (int i = 0; i < 1_000; i++) {
      assertThat(call().retryAfter()).isEqualTo(Duration.ofSeconds(2));
    }
  }

  @Test
  void theBurstComesBackOneIntervalAtATime() {
    for (int i = 0; i < 5; i++) {
      call();
    }
    pass(Duration.ofSeconds(7));
    assertThat(call()).isEqualTo(new Answer(true, 2, Duration.ZERO, Duration.ofSeconds(5)));
    pass(Duration.ofDays(400));
    assertThat(call()).isEqualTo(new Answer(true, 4, Duration.ZERO, Duration.ofSeconds(2)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, PT1S, 2",
    "7, PT10S, 3",
    "3, PT1S, 10",
    "1000000, PT1S, 1000",
    "100, PT1M, 20",
    "999983, PT720H, 7",
    "1, PT24H, 2",
  })
  void overALongTimeExactlyTheRateIsAdmitted(long count, String per, long burst) {
    var rate = rate(count, per, burst);
    long step = Math.max(1, rate.per().toNanos() / count / 7);
    long steps = 7L * 500;
    long admitted = 0;
    for (long i = 0; i < steps; i++) {
      admitted += throttle.take("long", rate, 1).admitted() ? 1 : 0;
      now.addAndGet(step);
    }
    // The burst, and then one call an interval: neither one more nor one fewer.
    var elapsed = BigInteger.valueOf(step).multiply(BigInteger.valueOf(steps - 1));
    long refilled =
        elapsed
            .multiply(BigInteger.valueOf(count))
            .divide(BigInteger.valueOf(rate.per().toNanos()))
            .longValueExact();
    assertThat(admitted).isBetween(Math.min(steps, burst + refilled) - 1, burst + refilled);
  }

  @Test
  void aClientThatObeysTheAnswerIsNeverRefused() {
    var random = new Random(20_261_122L);
    for (int round = 0; round < 200; round++) {
      var rate =
          new Rate(
              "r" + round,
              1 + random.nextInt(50),
              Duration.ofMillis(1 + random.nextInt(60_000)),
              1 + random.nextInt(20));
      long left = 1;
      long secondsUntilFull = 0;
      for (int i = 0; i < 100; i++) {
        if (left == 0) {
          pass(Duration.ofSeconds(secondsUntilFull));
        } else {
          pass(Duration.ofNanos(random.nextInt(1_000_000)));
        }
        var answer = throttle.take("obedient" + round, rate, 1);
        assertThat(answer.admitted()).as(rate + " call " + i).isTrue();
        left = answer.remaining();
        secondsUntilFull = answer.untilFull().plusNanos(999_999_999).toSeconds();
      }
    }
  }

  @Test
  void aClientThatWaitsAsLongAsToldIsAdmitted() {
    var random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      var answer = throttle.take("waits", rate(7, "PT10S", 3), 1 + random.nextInt(3));
      if (!answer.admitted()) {
        pass(answer.retryAfter());
      }
      pass(Duration.ofMillis(random.nextInt(500)));
    }
    var cost = throttle.take("waits", rate(7, "PT10S", 3), 3);
    pass(cost.retryAfter());
    assertThat(cost.admitted() || throttle.take("waits", rate(7, "PT10S", 3), 3).admitted())
        .isTrue();
  }

  @Test
  void callersDoNotShareABucket() {
    for (int i = 0; i < 5; i++) {
      call();
    }
    assertThat(throttle.take("other", FIVE_IN_TEN_SECONDS, 1).remaining()).isEqualTo(4);
    assertThat(call().admitted()).isFalse();
  }

  @Test
  void d06_spellingsOfAKeyNeverReachTheLimiterAndIdsAreComparedByByte() {
    for (int i = 0; i < 5; i++) {
      call();
    }
    assertThat(throttle.take("K", FIVE_IN_TEN_SECONDS, 1).admitted()).isTrue();
    assertThat(throttle.take("k", FIVE_IN_TEN_SECONDS, 1).admitted()).isFalse();
  }

  @Test
  void aLimitConfiguredAnewStartsAfresh() {
    for (int i = 0; i < 5; i++) {
      call();
    }
    assertThat(throttle.take("k", rate(6, "PT10S", 6), 1).remaining()).isEqualTo(5);
  }

  @Test
  void aCostTakesSoManyCalls() {
    assertThat(throttle.take("k", FIVE_IN_TEN_SECONDS, 3).remaining()).isEqualTo(2);
    assertThat(throttle.take("k", FIVE_IN_TEN_SECONDS, 3))
        .isEqualTo(new Answer(false, 2, Duration.ofSeconds(2), Duration.ofSeconds(6)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> throttle.take("k", FIVE_IN_TEN_SECONDS, 6));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> throttle.take("k", FIVE_IN_TEN_SECONDS, 0));
  }

  @ParameterizedTest
  @CsvSource({"0, PT1S, 1", "1, PT0S, 1", "1, PT1S, 0", "1, -PT1S, 1", "1, P4000D, 1000000"})
  void aRateThatCannotBeCountedIsRefused(long count, String per, long burst) {
    var rate = rate(count, per, burst);
    assertThatIllegalArgumentException().isThrownBy(() -> throttle.take("k", rate, 1));
  }

  @Test
  void whileNoTimePassesNothingComesBack() {
    for (int i = 0; i < 5; i++) {
      call();
    }
    for (int i = 0; i < 10; i++) {
      assertThat(call().admitted()).isFalse();
    }
  }

  @Test
  void memoryIsBoundedAndIdleCallersAreForgotten() {
    var small = new GcraThrottle(now::get, 100);
    for (int i = 0; i < 10_000; i++) {
      small.take("caller " + i, FIVE_IN_TEN_SECONDS, 1);
    }
    assertThat(small.remembered()).isLessThanOrEqualTo(100);
    pass(Duration.ofSeconds(11));
    assertThat(small.remembered()).isZero();
  }

  @Test
  void i08_aCrowdOfNewNamesDoesNotFreeWhoeverCallsOn() {
    var small = new GcraThrottle(now::get, 100);
    for (int i = 0; i < 10_000; i++) {
      small.take("caller " + i, FIVE_IN_TEN_SECONDS, 1);
      if (i % 10 == 0) {
        boolean admitted = small.take("offender", FIVE_IN_TEN_SECONDS, 1).admitted();
        assertThat(admitted).as("call " + i).isEqualTo(i < 50);
      }
    }
    assertThat(small.remembered()).isLessThanOrEqualTo(100);
  }

  @Test
  void i05_ofManyAtOnceExactlyTheBurstIsAdmitted() throws Exception {
    var rate = rate(1, "PT1H", 50);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < 400; i++) {
        tasks.add(() -> throttle.take("many", rate, 1).admitted());
      }
      var admitted = threads.invokeAll(tasks).stream().filter(f -> f.resultNow()).count();
      assertThat(admitted).isEqualTo(50);
    }
  }
}
