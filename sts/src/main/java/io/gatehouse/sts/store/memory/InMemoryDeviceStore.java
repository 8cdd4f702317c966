package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.device.DeviceGrant;
import io.gatehouse.sts.device.DeviceStore;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.oauth.SignIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What devices asked for, in a list. */
public final class InMemoryDeviceStore implements DeviceStore {
  private final List<Kept> kept = new ArrayList<>();

  private enum State {
    WAITING,
    ALLOWED,
    DENIED,
    REDEEMED
  }

  private static final class Kept {
    private final Codes codes;
    private final DeviceGrant grant;
    private State state = State.WAITING;
    private Optional<SignIn> signIn = Optional.empty();
    private Instant nextPoll = Instant.EPOCH;
    private Duration interval = INTERVAL;

    Kept(Codes codes, DeviceGrant grant) {
      this.codes = codes;
      this.grant = grant;
    }

    Poll poll(Instant now) {
      if (!now.isBefore(grant.ends())) {
        return new Poll.Expired();
      }
      return switch (state) {
        case DENIED -> new Poll.Denied();
        case REDEEMED -> new Poll.Unknown();
        case ALLOWED -> {
          state = State.REDEEMED;
          yield new Poll.Allowed(grant, signIn.orElseThrow());
        }
        case WAITING -> waiting(now);
      };
    }

    private Poll waiting(Instant now) {
      boolean soon = now.isBefore(nextPoll);
      interval = soon ? interval.plus(INTERVAL) : interval;
      nextPoll = now.plus(interval).minus(TOLERANCE);
      return soon ? new Poll.TooSoon() : new Poll.Waiting();
    }
  }

  @Override
  public synchronized boolean add(Codes codes, DeviceGrant grant) {
    if (kept.stream().anyMatch(known -> known.codes.user().equals(codes.user()))) {
      return false;
    }
    return kept.add(new Kept(codes, grant));
  }

  @Override
  public synchronized Optional<DeviceGrant> waiting(Fingerprint userCode, Instant now) {
    return open(userCode, now).map(known -> known.grant);
  }

  private Optional<Kept> open(Fingerprint userCode, Instant now) {
    return kept.stream()
        .filter(known -> known.codes.user().equals(userCode) && known.state == State.WAITING)
        .filter(known -> now.isBefore(known.grant.ends()))
        .findFirst();
  }

  @Override
  public synchronized boolean decide(
      Fingerprint userCode, Optional<SignIn> allowedBy, Instant now) {
    var found = open(userCode, now);
    found.ifPresent(known -> {
      known.state = allowedBy.isPresent() ? State.ALLOWED : State.DENIED;
      known.signIn = allowedBy;
    });
    return found.isPresent();
  }

  @Override
  public synchronized Poll poll(Fingerprint deviceCode, String clientId, Instant now) {
    return kept.stream()
        .filter(known -> known.codes.device().equals(deviceCode))
        .filter(known -> known.grant.clientId().equals(clientId))
        .findFirst()
        .map(known -> known.poll(now))
        .orElseGet(Poll.Unknown::new);
  }

  @Override
  public synchronized void purge(Instant now) {
    kept.removeIf(known -> known.grant.ends().isBefore(now.minus(Duration.ofHours(1))));
  }
}
