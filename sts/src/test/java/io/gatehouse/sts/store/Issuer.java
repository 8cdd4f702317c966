package io.gatehouse.sts.store;

import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.OwnerChanged;
import io.gatehouse.identity.OwnerWatch;
import io.gatehouse.sts.client.ClientStore;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.feed.Feed;
import io.gatehouse.sts.feed.FeedStore;
import io.gatehouse.sts.keys.Kek;
import io.gatehouse.sts.keys.KekFile;
import io.gatehouse.sts.keys.KekRotation;
import io.gatehouse.sts.keys.KeyIntervals;
import io.gatehouse.sts.keys.SealedPeppers;
import io.gatehouse.sts.keys.SealedValueStore;
import io.gatehouse.sts.keys.SigningKeyStore;
import io.gatehouse.sts.keys.SigningKeys;
import io.gatehouse.sts.ledger.DirectoryOwners;
import io.gatehouse.sts.ledger.Ledger;
import io.gatehouse.sts.ledger.LedgerSettings;
import io.gatehouse.sts.ledger.LedgerStore;
import io.gatehouse.sts.ledger.OwnerEvents;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.testkit.KnownOwners;
import io.gatehouse.testkit.StoppedClock;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** An issuer's state on given stores, with a directory and a clock that a test moves. */
public final class Issuer {
  public final StoppedClock clock = StoppedClock.at("2026-11-22T10:00:00Z");
  public final KnownOwners directory = new KnownOwners();
  public final HandWatch watch = new HandWatch(clock);
  public final List<AuditSink.Event> audited = new ArrayList<>();
  public final SecureRandom random = new SecureRandom();
  public final ScopeCatalog scopes =
      new ScopeCatalog(
          Map.of("orders.read", Set.of("orders-read"), "orders.write", Set.of("orders-write")));
  public final Kek kek;
  public final Stores stores;
  public final Feed feed;
  public final Ledger ledger;
  public final DirectoryOwners owners;
  public final OwnerEvents ownerEvents;
  public final SealedPeppers peppers;
  public final Clients clients;

  /** The stores of one twin. */
  public record Stores(
      LedgerStore ledger,
      FeedStore feed,
      ClientStore clients,
      SealedValueStore sealed,
      SigningKeyStore signingKeys) {}

  public Issuer(Stores stores, Path kekFile) {
    this.stores = stores;
    this.kek = new KekFile(kekFile, random).readOrMake();
    this.feed = new Feed(stores.feed());
    this.owners = DirectoryOwners.watching(directory, watch, LedgerSettings.USUAL, clock);
    this.ledger =
        Ledger.open(
            new Ledger.Parts(
                stores.ledger(),
                feed,
                kek,
                owners,
                LedgerSettings.USUAL,
                clock,
                clock::nanos,
                Runnable::run));
    this.ownerEvents = ledger.follow(watch);
    this.peppers = SealedPeppers.open(stores.sealed(), kek, random);
    this.clients =
        Clients.of(
            new Clients.Parts(
                stores.clients(), ledger, owners, scopes, peppers, new RandomText(random), clock));
  }

  /** With the two algorithms that every issuer uses: an RSA key more takes its time. */
  public SigningKeys signingKeys() {
    return signingKeys(Set.of(JwsAlgorithm.ES256, JwsAlgorithm.RS256));
  }

  public SigningKeys signingKeys(Set<JwsAlgorithm> made) {
    var intervals = KeyIntervals.derivedFrom(Duration.ofHours(1), Duration.ofMinutes(5));
    return SigningKeys.open(
        new SigningKeys.Parts(
            stores.signingKeys(), feed, kek, intervals, clock, Jca.installed(), made));
  }

  /** Of nothing but the file. */
  public KekRotation kekRotation(Path kekFile) {
    return new KekRotation(kek, new KekFile(kekFile, random), List.of(), false);
  }

  /** A watch whose events a test sends. */
  public static final class HandWatch implements OwnerWatch {
    private final List<Consumer<OwnerChanged>> listeners = new ArrayList<>();
    private final StoppedClock clock;
    private boolean reachable = true;
    private Instant last;

    HandWatch(StoppedClock clock) {
      this.clock = clock;
      this.last = clock.instant();
    }

    public void send(EntryUuid owner, OwnerChanged.Change change) {
      listeners.forEach(listener -> listener.accept(new OwnerChanged(owner, change)));
    }

    public void reachable(boolean now) {
      last = clock.instant();
      reachable = now;
    }

    @Override
    public void subscribe(Consumer<OwnerChanged> listener) {
      listeners.add(listener);
    }

    @Override
    public void used(EntryUuid owner) {}

    @Override
    public Optional<Instant> lastSuccess() {
      return Optional.of(reachable ? clock.instant() : last);
    }
  }
}
