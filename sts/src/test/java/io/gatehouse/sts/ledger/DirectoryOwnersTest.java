package io.gatehouse.sts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.OwnerChanged;
import io.gatehouse.identity.OwnerState;
import io.gatehouse.identity.OwnerWatch;
import io.gatehouse.identity.UserDirectory;
import io.gatehouse.identity.Waiting;
import io.gatehouse.testkit.KnownOwners;
import io.gatehouse.testkit.StoppedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class DirectoryOwnersTest {
  private static final OwnerState NOT_LOADED = new OwnerState.NotLoaded();

  private final StoppedClock clock = StoppedClock.at("2026-11-22T10:00:00Z");
  private final Directory directory = new Directory();
  private final Watch watch = new Watch();
  private final Owner bob =
      directory.people.add("00000000-0000-4000-8000-00000000000b", "bob", "orders-read");
  private final DirectoryOwners owners =
      DirectoryOwners.watching(directory, watch, LedgerSettings.USUAL, clock);

  private OwnerState now() {
    return owners.stateOf(bob.id(), Waiting.NEVER);
  }

  private OwnerState waiting() {
    return owners.stateOf(bob.id(), Waiting.ALLOWED);
  }

  private OwnerState active(boolean stale) {
    return new OwnerState.Active(bob, stale);
  }

  private void outage(Duration lasts) {
    directory.down = true;
    watch.last = clock.instant();
    watch.reachable = false;
    clock.advance(lasts);
  }

  @Test
  void anOwnerIsReadOnceAndThenAnsweredFromMemory() {
    assertThat(now()).isEqualTo(NOT_LOADED);
    assertThat(waiting()).isEqualTo(active(false));
    assertThat(now()).isEqualTo(active(false));
    assertThat(waiting()).isEqualTo(active(false));
    assertThat(directory.reads).isEqualTo(1);
    assertThat(watch.used).contains(bob.id());
  }

  @Test
  void aDisabledDeletedOrMovedOwnerStopsWithTheEvent() {
    for (var change :
        List.of(
            OwnerChanged.Change.DISABLED,
            OwnerChanged.Change.DELETED,
            OwnerChanged.Change.OUT_OF_SCOPE)) {
      watch.send(bob.id(), OwnerChanged.Change.ENABLED);
      assertThat(waiting()).isEqualTo(active(false));
      watch.send(bob.id(), change);
      assertThat(now()).as(change.toString()).isInstanceOf(OwnerState.Inactive.class);
    }
  }

  @Test
  void newGroupsAreReadBeforeTheNextUse() {
    assertThat(waiting()).isEqualTo(active(false));
    var fewer = new Owner(bob.id(), "bob", AccountState.ACTIVE, Set.of(), Owner.Profile.EMPTY);
    directory.people.put(fewer);

    watch.send(bob.id(), OwnerChanged.Change.GROUPS_CHANGED);

    assertThat(now()).isEqualTo(NOT_LOADED);
    assertThat(waiting()).isEqualTo(new OwnerState.Active(fewer, false));
  }

  @Test
  void aLockStopsNoExistingCredentialAndADisabledAccountDoes() {
    directory.people.put(
        new Owner(bob.id(), "bob", AccountState.LOCKED, Set.of(), Owner.Profile.EMPTY));
    assertThat(waiting()).isInstanceOf(OwnerState.Active.class);
    directory.people.put(
        new Owner(bob.id(), "bob", AccountState.DISABLED, Set.of(), Owner.Profile.EMPTY));
    watch.send(bob.id(), OwnerChanged.Change.LOCKED);
    assertThat(waiting()).isInstanceOf(OwnerState.Inactive.class);
  }

  @Test
  void anOwnerWhoIsNotInTheDirectoryIsInactive() {
    directory.people.remove(bob.id());

    assertThat(waiting()).isInstanceOf(OwnerState.Inactive.class);
  }

  @Test
  void anOwnerNotUsedForTenMinutesIsReadAgain() {
    assertThat(waiting()).isEqualTo(active(false));
    clock.advance(Duration.ofMinutes(9));
    assertThat(now()).isEqualTo(active(false));
    clock.advance(Duration.ofMinutes(10));
    assertThat(now()).isEqualTo(NOT_LOADED);
    assertThat(waiting()).isEqualTo(active(false));
    assertThat(directory.reads).isEqualTo(2);
  }

  @Test
  void theLastKnownStateServesAnHourWithoutTheDirectoryAndSaysThatItIsStale() {
    assertThat(waiting()).isEqualTo(active(false));
    outage(Duration.ofMinutes(5));
    assertThat(now()).isEqualTo(active(true));
    clock.advance(Duration.ofMinutes(55));
    assertThat(waiting()).isEqualTo(active(true));
    clock.advance(Duration.ofSeconds(1));
    assertThat(now()).isEqualTo(NOT_LOADED);
    assertThatThrownBy(this::waiting).isInstanceOf(DependencyUnavailable.class);

    directory.down = false;
    watch.reachable = true;
    assertThat(waiting()).isEqualTo(active(false));
  }

  @Test
  void anOwnerNeverSeenBeforeIsNeverTakenOnTrust() {
    outage(Duration.ofSeconds(1));

    assertThat(now()).isEqualTo(NOT_LOADED);
    assertThatThrownBy(this::waiting).isInstanceOf(DependencyUnavailable.class);
  }

  @Test
  void aDisabledOwnerStaysDisabledWhileTheDirectoryIsDown() {
    assertThat(waiting()).isEqualTo(active(false));
    watch.send(bob.id(), OwnerChanged.Change.DISABLED);
    outage(Duration.ofMinutes(30));

    assertThat(waiting()).isInstanceOf(OwnerState.Inactive.class);
  }

  @Test
  void aChangeThatComesWhileTheOwnerIsReadIsNotLost() {
    directory.whileReading =
        () -> {
          directory.whileReading = () -> {};
          directory.people.put(
              new Owner(bob.id(), "bob", AccountState.DISABLED, Set.of(), Owner.Profile.EMPTY));
          watch.send(bob.id(), OwnerChanged.Change.DISABLED);
        };

    assertThat(waiting()).isInstanceOf(OwnerState.Inactive.class);
    assertThat(now()).isInstanceOf(OwnerState.Inactive.class);
  }

  /** People in memory behind a door that can be shut. */
  private static final class Directory implements UserDirectory {
    private final KnownOwners people = new KnownOwners();
    private Runnable whileReading = () -> {};
    private boolean down;
    private int reads;

    @Override
    public Optional<Owner> byId(EntryUuid id) {
      if (down) {
        throw new DependencyUnavailable(Dependency.DIRECTORY, "down");
      }
      reads++;
      var read = people.byId(id);
      whileReading.run();
      return read;
    }

    @Override
    public Optional<Owner> byAttribute(String attribute, String value) {
      return people.byAttribute(attribute, value);
    }

    @Override
    public Optional<Owner> byLoginName(String name) {
      return people.byLoginName(name);
    }
  }

  private final class Watch implements OwnerWatch {
    private final List<Consumer<OwnerChanged>> listeners = new ArrayList<>();
    private final List<EntryUuid> used = new ArrayList<>();
    private boolean reachable = true;
    private Instant last = Instant.EPOCH;

    void send(EntryUuid owner, OwnerChanged.Change change) {
      listeners.forEach(listener -> listener.accept(new OwnerChanged(owner, change)));
    }

    @Override
    public void subscribe(Consumer<OwnerChanged> listener) {
      listeners.add(listener);
    }

    @Override
    public void used(EntryUuid owner) {
      used.add(owner);
    }

    @Override
    public Optional<Instant> lastSuccess() {
      return Optional.of(reachable ? clock.instant() : last);
    }
  }
}
