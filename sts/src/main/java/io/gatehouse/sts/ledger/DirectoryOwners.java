package io.gatehouse.sts.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.OwnerChanged;
import io.gatehouse.identity.OwnerState;
import io.gatehouse.identity.OwnerStates;
import io.gatehouse.identity.OwnerWatch;
import io.gatehouse.identity.UserDirectory;
import io.gatehouse.identity.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Owners as last read. Each is read once and then kept right by the watch's events; one that was
 * not used for a while is no longer watched closely and is read again first.
 */
public final class DirectoryOwners implements OwnerStates {
  private static final int MOST = 100_000;

  /** The watch need not hear of every request. */
  private static final Duration ANNOUNCE_EVERY = Duration.ofSeconds(10);

  private final UserDirectory directory;
  private final OwnerWatch watch;
  private final LedgerSettings settings;
  private final InstantSource clock;
  private final Cache<EntryUuid, KnownOwner> known =
      Caffeine.newBuilder().maximumSize(MOST).build();
  private final Cache<EntryUuid, Long> changes = Caffeine.newBuilder().maximumSize(MOST).build();

  private DirectoryOwners(
      UserDirectory directory, OwnerWatch watch, LedgerSettings settings, InstantSource clock) {
    this.directory = directory;
    this.watch = watch;
    this.settings = settings;
    this.clock = clock;
  }

  /** Subscribes to the watch before anything is read, so that no change falls between. */
  public static DirectoryOwners watching(
      UserDirectory directory, OwnerWatch watch, LedgerSettings settings, InstantSource clock) {
    var owners = new DirectoryOwners(directory, watch, settings, clock);
    watch.subscribe(owners::changed);
    return owners;
  }

  private void changed(OwnerChanged event) {
    changes.asMap().merge(event.owner(), 1L, Long::sum);
    switch (event.change()) {
      case DISABLED, DELETED, OUT_OF_SCOPE ->
          known
              .asMap()
              .computeIfPresent(
                  event.owner(), (id, owner) -> owner.stopped(event.change(), clock.instant()));
      // Read again before the next use: what is new stands in the directory alone.
      case LOCKED, ENABLED, GROUPS_CHANGED, PROFILE_CHANGED, PASSWORD_CHANGED ->
          known.invalidate(event.owner());
    }
  }

  @Override
  public OwnerState stateOf(EntryUuid id, Waiting waiting) {
    var now = clock.instant();
    var owner = Optional.ofNullable(known.getIfPresent(id));
    if (owner.isPresent() && owner.get().wasUsedSince(now.minus(settings.ownerWindow()))) {
      var age = age(owner.get(), now);
      if (age.compareTo(settings.staleFor()) <= 0) {
        announce(owner.get(), now);
        return owner.get().state(age.compareTo(settings.freshFor()) > 0);
      }
    }
    return switch (waiting) {
      case NEVER -> new OwnerState.NotLoaded();
      case ALLOWED -> read(id, owner, now);
    };
  }

  /** Since when the directory has not confirmed what is known of the owner. */
  private Duration age(KnownOwner owner, Instant now) {
    var heard = watch.lastSuccess().orElse(Instant.EPOCH);
    return Duration.between(heard.isAfter(owner.readAt()) ? heard : owner.readAt(), now);
  }

  private OwnerState read(EntryUuid id, Optional<KnownOwner> before, Instant now) {
    try {
      var fresh = readUnchanged(id, now);
      announce(fresh, now);
      return fresh.state(false);
    } catch (DependencyUnavailable down) {
      // An owner nobody has seen is never taken on trust; a known one is, for a while.
      var last = before.filter(o -> age(o, now).compareTo(settings.staleFor()) <= 0);
      return last.orElseThrow(() -> down).state(true);
    }
  }

  /** A reading that a change overtook is not kept: which of the two is newer is unknown. */
  private KnownOwner readUnchanged(EntryUuid id, Instant now) {
    watch.used(id);
    for (int attempt = 0; ; attempt++) {
      long before = changesOf(id);
      var fresh = new KnownOwner(directory.byId(id), now);
      known.put(id, fresh);
      if (changesOf(id) == before) {
        return fresh;
      }
      known.invalidate(id);
      if (attempt == 2) {
        return fresh;
      }
    }
  }

  private long changesOf(EntryUuid id) {
    return Optional.ofNullable(changes.getIfPresent(id)).orElse(0L);
  }

  private void announce(KnownOwner owner, Instant now) {
    if (owner.usedNow(now, ANNOUNCE_EVERY)) {
      owner.id().ifPresent(watch::used);
    }
  }

  /** What was read of one owner, and when it was last asked for. */
  private static final class KnownOwner {
    private final Optional<Owner> owner;
    private final Optional<OwnerChanged.Change> stopped;
    private final Instant readAt;
    private volatile Instant usedAt;

    KnownOwner(Optional<Owner> owner, Instant readAt) {
      this(owner, Optional.empty(), readAt, Instant.EPOCH);
    }

    private KnownOwner(
        Optional<Owner> owner,
        Optional<OwnerChanged.Change> stopped,
        Instant readAt,
        Instant usedAt) {
      this.owner = owner;
      this.stopped = stopped;
      this.readAt = readAt;
      this.usedAt = usedAt;
    }

    KnownOwner stopped(OwnerChanged.Change why, Instant now) {
      return new KnownOwner(owner, Optional.of(why), now, usedAt);
    }

    Instant readAt() {
      return readAt;
    }

    Optional<EntryUuid> id() {
      return owner.map(Owner::id);
    }

    boolean wasUsedSince(Instant instant) {
      return usedAt.isAfter(instant);
    }

    boolean usedNow(Instant now, Duration every) {
      boolean due = !usedAt.plus(every).isAfter(now);
      if (due) {
        usedAt = now;
      }
      return due;
    }

    OwnerState state(boolean stale) {
      if (stopped.isPresent()) {
        return new OwnerState.Inactive("the directory said " + stopped.get());
      }
      return owner
          .map(read -> judge(read, stale))
          .orElseGet(() -> new OwnerState.Inactive("not in the directory"));
    }

    /** A lock stops new logins, not existing credentials. */
    private static OwnerState judge(Owner owner, boolean stale) {
      return switch (owner.state()) {
        case ACTIVE, LOCKED -> new OwnerState.Active(owner, stale);
        case DISABLED -> new OwnerState.Inactive("the account is " + AccountState.DISABLED);
      };
    }
  }
}
