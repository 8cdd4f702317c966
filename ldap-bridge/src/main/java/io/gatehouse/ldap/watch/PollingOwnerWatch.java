package io.gatehouse.ldap.watch;

import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.OwnerChanged;
import io.gatehouse.identity.OwnerWatch;
import io.gatehouse.ldap.connection.DirectoryConnections;
import io.gatehouse.ldap.people.PeopleTree;
import io.gatehouse.ldap.people.Person;
import io.gatehouse.ldap.people.Sightings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches by asking every two seconds. A listener that throws is told again in the next round, so
 * listeners must bear being told twice.
 */
public final class PollingOwnerWatch implements OwnerWatch, Sightings, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PollingOwnerWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final DirectoryConnections connections;
  private final InstantSource clock;
  private final KnownOwners known;
  private final Round round;
  private final List<Consumer<OwnerChanged>> listeners = new CopyOnWriteArrayList<>();
  private volatile Optional<Instant> lastSuccess = Optional.empty();
  private Optional<ScheduledFuture<?>> schedule = Optional.empty();
  private volatile boolean failing;

  public PollingOwnerWatch(
      DirectoryConnections connections, PeopleTree tree, InstantSource clock, LongSupplier nanos) {
    this.connections = connections;
    this.clock = clock;
    this.known = new KnownOwners(nanos);
    this.round = new Round(tree, known, this::tell);
  }

  /** Begins the rounds, one at a time, on one thread of this scheduler. */
  public synchronized void start(ScheduledExecutorService scheduler) {
    var rounds =
        scheduler.scheduleWithFixedDelay(
            this::quietRound, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    close();
    schedule = Optional.of(rounds);
  }

  /**
   * One round now, on this thread.
   *
   * @throws DependencyUnavailable when no directory server answers
   */
  public synchronized void round() {
    connections.probe(link -> {
      round.on(link);
      return true;
    });
    lastSuccess = Optional.of(clock.instant());
  }

  private void quietRound() {
    try {
      round();
      if (failing) {
        LOG.info("the directory can be watched again");
      }
      failing = false;
    } catch (DependencyUnavailable e) {
      if (!failing) {
        LOG.warn("the directory cannot be watched: {}", e.getMessage());
      }
      failing = true;
    } catch (RuntimeException e) {
      // An exception out of a scheduled task would end the watching for good.
      LOG.error("a round of watching the directory broke off", e);
    }
  }

  private void tell(OwnerChanged event) {
    for (var listener : listeners) {
      listener.accept(event);
    }
  }

  @Override
  public void subscribe(Consumer<OwnerChanged> listener) {
    listeners.add(listener);
  }

  @Override
  public void used(EntryUuid owner) {
    known.use(owner);
  }

  @Override
  public void seen(Person person) {
    known.seen(person);
  }

  @Override
  public Optional<Instant> lastSuccess() {
    return lastSuccess;
  }

  @Override
  public synchronized void close() {
    schedule.ifPresent(rounds -> rounds.cancel(false));
    schedule = Optional.empty();
  }
}
