package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Checked;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import java.time.Duration;

/** How long what the token service issues lives. */
@Means("How long what the token service issues lives.")
public record StsLifetimes(
    @Key(means = "An authorization code, at most 10m.", otherwise = "30s") Duration code,
    @Key(means = "An access token, at most 1h.", otherwise = "5m") Duration accessToken,
    @Key(means = "An ID token, at most 1h.", otherwise = "5m") Duration idToken,
    @Key(means = "A refresh token that nobody uses.", otherwise = "30d") Duration refreshIdle,
    @Key(means = "A refresh token with all its successors.", otherwise = "90d") Duration refresh,
    @Key(means = "A browser session that nobody uses.", otherwise = "8h") Duration sessionIdle,
    @Key(means = "A browser session, however much it is used.", otherwise = "24h") Duration session)
    implements Checked {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration YEAR = Duration.ofDays(366);

  @Override
  public void check(Complaints complaints) {
    // RFC 6749 §4.1.2: a code lives ten minutes at most.
    within(complaints, "code", code, Duration.ofMinutes(10));
    within(complaints, "access_token", accessToken, HOUR);
    within(complaints, "id_token", idToken, HOUR);
    within(complaints, "refresh", refresh, YEAR);
    within(complaints, "refresh_idle", refreshIdle, refresh);
    within(complaints, "session", session, YEAR);
    within(complaints, "session_idle", sessionIdle, session);
  }

  private void within(Complaints complaints, String key, Duration chosen, Duration most) {
    if (chosen.compareTo(SECOND) < 0 || chosen.compareTo(most) > 0) {
      complaints.about(this, key, "This must be 1s to " + most.toSeconds() + "s.");
    }
  }
}
