package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.authorize.CodeGrant;
import io.gatehouse.sts.authorize.CodeStore;
import io.gatehouse.sts.oauth.Fingerprint;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Authorization codes in a map. */
public final class InMemoryCodeStore implements CodeStore {
  private final Map<Fingerprint, CodeGrant> codes = new HashMap<>();
  private final Map<Fingerprint, Instant> uses = new HashMap<>();

  @Override
  public synchronized void add(Fingerprint code, CodeGrant grant) {
    codes.put(code, grant);
  }

  @Override
  public synchronized Redemption redeem(Fingerprint code, Instant now) {
    var grant = codes.get(code);
    if (grant == null) {
      return new Redemption.Unknown();
    }
    var earlier = uses.putIfAbsent(code, now);
    return earlier == null ? new Redemption.First(grant) : new Redemption.Again(grant, earlier);
  }

  /** The clients that were given codes in a browser session. */
  public synchronized Set<String> clientsOf(String sessionId) {
    return codes.values().stream()
        .filter(grant -> grant.signIn().session().equals(sessionId))
        .map(CodeGrant::clientId)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public synchronized void purge(Instant now) {
    codes.values().removeIf(grant -> grant.ends().isBefore(now));
    uses.keySet().retainAll(codes.keySet());
  }
}
