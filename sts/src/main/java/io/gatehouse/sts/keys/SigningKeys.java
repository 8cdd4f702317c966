package io.gatehouse.sts.keys;

import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.sts.feed.Feed;
import io.gatehouse.sts.keys.StoredSigningKey.State;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The issuer's own keys: one active per algorithm at any time, its successor published before it
 * signs, its predecessor published until nothing it signed is valid. Thread-safe; reading a key
 * never blocks.
 */
public final class SigningKeys {
  /** Access tokens are ES256; ID tokens RS256 unless the client asked for another of these. */
  public static final Set<JwsAlgorithm> ALGORITHMS =
      Set.of(JwsAlgorithm.ES256, JwsAlgorithm.RS256, JwsAlgorithm.PS256, JwsAlgorithm.EDDSA);

  private final SigningKeyStore store;
  private final Feed feed;
  private final Kek kek;
  private final KeyIntervals intervals;
  private final InstantSource clock;
  private final Jca jca;
  private final Set<JwsAlgorithm> algorithms;
  private volatile Snapshot current = new Snapshot(Map.of(), List.of(), Instant.MIN);

  /**
   * What the keys are made of.
   *
   * @param algorithms those that always have an active key
   */
  public record Parts(
      SigningKeyStore store,
      Feed feed,
      Kek kek,
      KeyIntervals intervals,
      InstantSource clock,
      Jca jca,
      Set<JwsAlgorithm> algorithms) {}

  /**
   * @param nextStep when the first key is due to move on
   */
  private record Snapshot(
      Map<JwsAlgorithm, SigningKey> active, List<SigningKey> published, Instant nextStep) {}

  private SigningKeys(Parts parts) {
    this.store = parts.store();
    this.feed = parts.feed();
    this.kek = parts.kek();
    this.intervals = parts.intervals();
    this.clock = parts.clock();
    this.jca = parts.jca();
    this.algorithms = parts.algorithms();
  }

  /**
   * Loads the keys; makes the first of each algorithm, which nobody can have missed.
   *
   * @throws Kek.SealBroken when they were sealed under another key
   */
  public static SigningKeys open(Parts parts) {
    var keys = new SigningKeys(parts);
    keys.addWhereMissing(State.ACTIVE);
    parts.feed().subscribe(keys::hear);
    keys.tick(parts.clock().instant());
    return keys;
  }

  /** Another process on the same store may have moved a key. */
  private void hear(LedgerEvent event) {
    if (event.subject().kind() == LedgerSubject.Kind.SIGNING_KEY) {
      read();
    }
  }

  /** When keys move on. */
  public KeyIntervals intervals() {
    return intervals;
  }

  /** The key that signs now. */
  public SigningKey active(JwsAlgorithm algorithm) {
    return Optional.ofNullable(current.active().get(algorithm))
        .orElseThrow(() -> new IllegalArgumentException("no key is kept for " + algorithm.word()));
  }

  /** Every key that verifies: all but the gone ones. */
  public List<SigningKey> published() {
    return current.published();
  }

  /** All keys with their states, for the administrator. */
  public List<StoredSigningKey> list() {
    return store.all();
  }

  /** Makes the successor of every algorithm that has none waiting; it signs when its time comes. */
  public void rotate() {
    addWhereMissing(State.PENDING);
    reload();
  }

  /**
   * Takes a key out of the published set now: nothing that it signed verifies any more. If it was
   * the active one, another signs from here on.
   *
   * @return false when there is no such key, or none any more
   */
  public boolean compromised(String kid) {
    var found = store.all().stream().filter(key -> key.kid().equals(kid)).findFirst();
    boolean taken =
        found
            .map(key ->
                store.compromised(kid, fresh(key.algorithm(), State.ACTIVE), clock.instant()))
            .orElse(false);
    reload();
    return taken;
  }

  /** Moves on every key whose time has come; app calls it every second. */
  public void tick(Instant now) {
    if (now.isBefore(current.nextStep())) {
      return;
    }
    for (var key : store.all()) {
      var due = !key.changedAt().plus(timeIn(key.state())).isAfter(now);
      switch (key.state()) {
        case PENDING -> run(due, () -> store.activate(key.kid(), now));
        case ACTIVE -> run(due, () -> addWhereMissing(State.PENDING));
        case RETIRING -> run(due, () -> store.drop(key.kid(), now));
        case GONE -> {}
      }
    }
    reload();
  }

  private static void run(boolean due, Runnable step) {
    if (due) {
      step.run();
    }
  }

  private Duration timeIn(State state) {
    return switch (state) {
      case PENDING -> intervals.publishBefore();
      case ACTIVE -> intervals.rotateEvery();
      case RETIRING -> intervals.keepAfter();
      case GONE -> Duration.ZERO;
    };
  }

  private void addWhereMissing(State state) {
    var there = store.all();
    var missing =
        algorithms.stream()
            .filter(algorithm ->
                there.stream().noneMatch(k -> k.algorithm() == algorithm && k.state() == state))
            .map(algorithm -> fresh(algorithm, state))
            .toList();
    if (!missing.isEmpty()) {
      store.addMissing(missing);
    }
  }

  private StoredSigningKey fresh(JwsAlgorithm algorithm, State state) {
    var exported = SigningKey.generate(algorithm, jca).export();
    var kid = SigningKey.read(exported, jca).kid();
    var now = clock.instant();
    var sealed = kek.seal(exported.privateKey(), place(algorithm, kid));
    return new StoredSigningKey(kid, algorithm, state, exported.publicKey(), sealed, now, now);
  }

  private void reload() {
    read();
    feed.deliver();
  }

  private synchronized void read() {
    var active = new EnumMap<JwsAlgorithm, SigningKey>(JwsAlgorithm.class);
    var published = new ArrayList<SigningKey>();
    var stored = store.all().stream().filter(key -> key.state() != State.GONE).toList();
    for (var each : stored) {
      var key = known(each.kid()).orElseGet(() -> open(each));
      published.add(key);
      if (each.state() == State.ACTIVE) {
        active.put(each.algorithm(), key);
      }
    }
    current = new Snapshot(Map.copyOf(active), List.copyOf(published), nextStep(stored));
  }

  /** An active key whose successor waits already has nothing to do. */
  private Instant nextStep(List<StoredSigningKey> stored) {
    var waiting =
        stored.stream()
            .filter(key -> key.state() == State.PENDING)
            .map(StoredSigningKey::algorithm)
            .collect(Collectors.toSet());
    return stored.stream()
        .filter(key -> key.state() != State.ACTIVE || !waiting.contains(key.algorithm()))
        .map(key -> key.changedAt().plus(timeIn(key.state())))
        .min(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  private Optional<SigningKey> known(String kid) {
    return current.published().stream().filter(key -> key.kid().equals(kid)).findFirst();
  }

  private SigningKey open(StoredSigningKey stored) {
    var privateKey = kek.open(stored.sealed(), place(stored.algorithm(), stored.kid()));
    var exported = new SigningKey.Exported(stored.algorithm(), stored.publicKey(), privateKey);
    var key = SigningKey.read(exported, jca);
    if (!key.kid().equals(stored.kid())) {
      throw new IllegalStateException("the stored key " + stored.kid() + " is another one");
    }
    return key;
  }

  private static String place(JwsAlgorithm algorithm, String kid) {
    return "signing_key/" + algorithm.word() + "/" + kid;
  }
}
