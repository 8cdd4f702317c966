package io.gatehouse.sts.device;

import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.oauth.SignIn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Keeps what devices asked for under the fingerprints of their two codes. May block. */
public interface DeviceStore {
  /** RFC 8628 §3.2: between two polls; RFC 8628 §3.5: and more after each that came too soon. */
  Duration INTERVAL = Duration.ofSeconds(5);

  /** A poll is not late for its time on the way. */
  Duration TOLERANCE = Duration.ofSeconds(1);

  /** False when the user code is taken. */
  boolean add(Codes codes, DeviceGrant grant);

  /** The grant that waits under this user code. */
  Optional<DeviceGrant> waiting(Fingerprint userCode, Instant now);

  /**
   * Decides a grant that waits. Of any number of callers exactly one is told true.
   *
   * @param allowedBy empty: denied
   */
  boolean decide(Fingerprint userCode, Optional<SignIn> allowedBy, Instant now);

  /** Asks for a client; an allowed grant is handed out once. */
  Poll poll(Fingerprint deviceCode, String clientId, Instant now);

  /** Forgets what ended before {@code now}. */
  void purge(Instant now);

  /** The two codes of a grant. */
  record Codes(Fingerprint device, Fingerprint user) {}

  /** What came of polling. */
  sealed interface Poll {
    record Waiting() implements Poll {}

    record TooSoon() implements Poll {}

    record Denied() implements Poll {}

    record Expired() implements Poll {}

    /** Unknown, another client's, or handed out before. */
    record Unknown() implements Poll {}

    record Allowed(DeviceGrant grant, SignIn signIn) implements Poll {}
  }
}
