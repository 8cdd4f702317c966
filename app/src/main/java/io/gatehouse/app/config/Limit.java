package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Checked;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.Quota;
import io.gatehouse.app.config.value.Rate;
import java.util.Optional;

/** How much one principal may call. */
@Means("How much one principal may call.")
public record Limit(
    @Key(means = "The sustained rate.", leftOut = "no rate", example = "100/min")
        Optional<Rate> rate,
    @Key(
            means = "How many calls of the rate may come at once.",
            leftOut = "the number of the rate",
            example = "20")
        Optional<Integer> burst,
    @Key(
            means = "Calls per calendar window (UTC), kept across restarts.",
            leftOut = "no quota",
            example = "1M/month")
        Optional<Quota> quota,
    @Key(means = "Calls in flight at once.", leftOut = "any number", example = "20")
        Optional<Integer> concurrent,
    @Key(
            means = "What happens to calls under a quota while the store is out of reach.",
            otherwise = "deny")
        StoreDown whenStoreDown)
    implements Checked {

  /** What an outage of the store means for a quota. */
  public enum StoreDown {
    ALLOW,
    DENY
  }

  @Override
  public void check(Complaints complaints) {
    if (rate.isEmpty() && quota.isEmpty() && concurrent.isEmpty()) {
      complaints.about(
          this, "rate", "This limits nothing: `rate`, `quota` or `concurrent` is needed.");
    }
    if (burst.isPresent() && rate.isEmpty()) {
      complaints.about(this, "burst", "`burst` belongs to a `rate`.");
    }
    atLeastOne("burst", burst, complaints);
    atLeastOne("concurrent", concurrent, complaints);
  }

  private void atLeastOne(String key, Optional<Integer> number, Complaints complaints) {
    if (number.filter(value -> value < 1).isPresent()) {
      complaints.about(this, key, "`" + key + "` is a number from 1.");
    }
  }

  /** Calls that may come at once. */
  public long burstCalls() {
    return burst.map(Integer::longValue).or(() -> rate.map(Rate::count)).orElse(1L);
  }
}
