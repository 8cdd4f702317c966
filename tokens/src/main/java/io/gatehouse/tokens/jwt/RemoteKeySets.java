package io.gatehouse.tokens.jwt;

import io.gatehouse.identity.UrlFetch;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** The key sets of all remote issuers of this process, one cache for each. Thread-safe. */
public final class RemoteKeySets {
  private final Surroundings surroundings;
  private final ConcurrentHashMap<RemoteIssuer, RemoteKeySet> sets = new ConcurrentHashMap<>();

  public RemoteKeySets(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The one cache of an issuer; nothing is fetched before it is asked. */
  public KeySource of(RemoteIssuer issuer) {
    return sets.computeIfAbsent(issuer, made -> new RemoteKeySet(made, surroundings));
  }

  /** Refreshes every set whose time has come; called every few seconds, never blocks. */
  public void refreshDue() {
    sets.values().forEach(RemoteKeySet::refreshIfDue);
  }

  /** Forgets the issuers that a new configuration no longer names. */
  public void retain(Collection<RemoteIssuer> issuers) {
    sets.keySet().retainAll(issuers);
  }

  /**
   * What the outside gives.
   *
   * @param executor runs fetches; they may block
   * @param nanos monotonic
   */
  public record Surroundings(
      UrlFetch fetch, Executor executor, LongSupplier nanos, RandomGenerator random, Jca jca) {}
}
