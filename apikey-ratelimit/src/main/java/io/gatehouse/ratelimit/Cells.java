package io.gatehouse.ratelimit;

import io.gatehouse.identity.Throttle.Rate;
import java.math.BigInteger;

/**
 * The whole numbers of a rate. Level and time are counted in units of which a call adds {@code
 * perCall} and a nanosecond takes away {@code perNano}, so that no rate is ever rounded: for 7
 * calls in 10 s a call is 10^10 units and a nanosecond 7.
 *
 * @param full level at which the burst is used up
 */
record Cells(long perCall, long perNano, long full) {

  /**
   * @throws IllegalArgumentException when the rate is not positive or beyond all reason
   */
  static Cells of(Rate rate) {
    if (rate.count() < 1 || rate.burst() < 1 || rate.per().isNegative() || rate.per().isZero()) {
      throw new IllegalArgumentException("a rate needs a positive count, period and burst");
    }
    try {
      long nanos = rate.per().toNanos();
      long common =
          BigInteger.valueOf(nanos).gcd(BigInteger.valueOf(rate.count())).longValueExact();
      long perCall = nanos / common;
      return new Cells(perCall, rate.count() / common, Math.multiplyExact(perCall, rate.burst()));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a rate whose burst times period is too large", e);
    }
  }

  /** Nanoseconds until so many units are gone, never too few. */
  long nanosFor(long units) {
    return units <= 0 ? 0 : (units - 1) / perNano + 1;
  }
}
