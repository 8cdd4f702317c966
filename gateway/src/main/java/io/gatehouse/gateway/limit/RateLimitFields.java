package io.gatehouse.gateway.limit;

import io.gatehouse.gateway.route.RoutingPlan.LimitEntry;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.QuotaLedger;
import io.gatehouse.identity.Throttle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code RateLimit-Policy} and {@code RateLimit} (draft-ietf-httpapi-ratelimit-headers): lists of
 * items by RFC 9651, each a policy's name with its parameters.
 */
public final class RateLimitFields {
  private RateLimitFields() {}

  /** What the route's limit is, whoever asks. */
  public static List<HttpField> policy(LimitEntry limit) {
    var items = new ArrayList<String>();
    limit
        .rate()
        .ifPresent(rate ->
            items.add(item(limit, "") + ";q=" + rate.count() + ";w=" + seconds(rate.per())));
    limit
        .quota()
        .ifPresent(quota ->
            items.add(
                item(limit, "-quota")
                    + ";q="
                    + quota.count()
                    + ";w="
                    + longest(quota.window()).toSeconds()));
    limit
        .concurrent()
        .ifPresent(most ->
            items.add(item(limit, "-concurrent") + ";q=" + most + ";qu=\"concurrent-requests\""));
    return items.isEmpty()
        ? List.of()
        : List.of(new HttpField("RateLimit-Policy", String.join(", ", items)));
  }

  static String rate(LimitEntry limit, Throttle.Answer answer) {
    return item(limit, "")
        + ";r="
        + answer.remaining()
        + ";t="
        + seconds(answer.admitted() ? answer.untilFull() : answer.retryAfter());
  }

  static String quota(LimitEntry limit, long remaining, Duration untilReset) {
    return item(limit, "-quota") + ";r=" + remaining + ";t=" + seconds(untilReset);
  }

  static String concurrent(LimitEntry limit, long remaining) {
    return item(limit, "-concurrent") + ";r=" + remaining;
  }

  /** RFC 9651 §3.3.3: a string may hold printable ASCII; limits are named by configuration. */
  private static String item(LimitEntry limit, String suffix) {
    return "\"" + limit.name().replace("\\", "\\\\").replace("\"", "\\\"") + suffix + "\"";
  }

  /** Whole seconds, rounded up: rounding down would invite a call too early. */
  static long seconds(Duration duration) {
    return duration.isNegative() ? 0 : duration.plusNanos(999_999_999).toSeconds();
  }

  private static Duration longest(QuotaLedger.Window window) {
    return switch (window) {
      case HOUR -> Duration.ofHours(1);
      case DAY -> Duration.ofDays(1);
      case MONTH -> Duration.ofDays(31);
    };
  }
}
