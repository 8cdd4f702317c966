package io.gatehouse.sts;

import io.gatehouse.identity.ReplayGuard;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers every claim for ever; can be told to be out of order. */
public final class InMemoryReplayGuard implements ReplayGuard {
  private final Map<String, String> claims = new ConcurrentHashMap<>();
  private volatile boolean recovering;

  public void recovering(boolean now) {
    recovering = now;
  }

  @Override
  public Outcome claim(Claim claim) {
    if (recovering) {
      return Outcome.RECOVERING;
    }
    var holder =
        claims.computeIfAbsent(claim.namespace() + "\0" + claim.id(), key -> claim.exchange());
    return holder.equals(claim.exchange()) ? Outcome.FIRST : Outcome.REPLAYED;
  }
}
