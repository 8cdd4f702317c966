package io.gatehouse.app.acceptance;

import java.util.Arrays;

/** How long tries took, in any unit. */
record Timings(double... values) {
  double mean() {
    return Arrays.stream(values).average().orElseThrow();
  }

  double deviation() {
    var mean = mean();
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }
}
