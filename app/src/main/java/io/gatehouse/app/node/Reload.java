package io.gatehouse.app.node;

import io.gatehouse.app.cli.Stop;
import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.load.ConfigurationReader;
import io.gatehouse.app.config.load.ConfigurationReader.Outcome;
import io.gatehouse.app.config.yaml.Flaw;
import io.gatehouse.gateway.Gateway;
import io.gatehouse.identity.SourcePosition;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over a changed configuration while the node runs: all of it or nothing. Everything that the
 * new one needs is made before the first of it is put in force.
 */
final class Reload {
  private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

  private final Parts parts;
  private volatile State state;

  /**
   * What a reload is made with.
   *
   * @param gateway what meets callers by the routes; empty on a node without that role
   */
  record Parts(
      Path file,
      ConfigurationReader reader,
      NodeTls tls,
      Optional<Routing> routing,
      Optional<Gateway> gateway,
      Ambient ambient) {}

  /**
   * What is in force, and how the last try went.
   *
   * @param problems of the last try; none when it succeeded
   */
  record State(
      Configuration configuration,
      String version,
      Instant since,
      long succeeded,
      long failed,
      List<Flaw> problems) {}

  /** How a try ended. */
  sealed interface Result {
    /**
     * @param changed whether anything is different from before
     */
    record InForce(String version, boolean changed) implements Result {}

    record Refused(List<Flaw> problems) implements Result {}
  }

  Reload(Configuration first, Parts parts) {
    this.parts = parts;
    this.state =
        new State(
            first,
            ConfigurationVersion.of(parts.file(), first),
            parts.ambient().clock().instant(),
            0,
            0,
            List.of());
  }

  State state() {
    return state;
  }

  Path file() {
    return parts.file();
  }

  /** Reads the file again. May block. */
  synchronized Result again() {
    var fixed = new FixedParts(state.configuration());
    return switch (parts.reader().with(fixed).read(parts.file())) {
      case Outcome.Accepted(var next, var warnings) -> {
        warnings.forEach(warning -> LOG.warn("configuration: {}", warning));
        yield take(next);
      }
      case Outcome.Refused(var flaws) -> refused(flaws);
    };
  }

  private Result take(Configuration next) {
    Runnable swap;
    try {
      swap = prepared(next);
    } catch (RuntimeException failure) {
      if (OneSentence.of(failure) instanceof Stop stop) {
        var start = new SourcePosition(parts.file().toString(), 1, 1);
        return refused(List.of(new Flaw(start, "", stop.sentence(), Optional.empty())));
      }
      throw failure;
    }
    swap.run();
    return inForce(next);
  }

  private Runnable prepared(Configuration next) {
    var certificates = parts.tls().renewed(next);
    var routes = parts.routing().map(routing -> routing.prepare(next));
    return () -> {
      certificates.run();
      routes.ifPresent(prepared -> {
        parts.gateway().ifPresent(gateway -> gateway.swap(prepared.table()));
        parts.routing().ifPresent(routing -> routing.inForce(prepared));
      });
      Logging.apply(next.logs());
    };
  }

  private Result inForce(Configuration next) {
    var before = state;
    var version = ConfigurationVersion.of(parts.file(), next);
    var changed = !version.equals(before.version());
    state =
        new State(
            next,
            version,
            changed ? parts.ambient().clock().instant() : before.since(),
            before.succeeded() + 1,
            before.failed(),
            List.of());
    LOG.info("configuration {} is in force{}", version, changed ? "" : ", as before");
    return new Result.InForce(version, changed);
  }

  private Result refused(List<Flaw> flaws) {
    var before = state;
    state =
        new State(
            before.configuration(),
            before.version(),
            before.since(),
            before.succeeded(),
            before.failed() + 1,
            flaws);
    flaws.forEach(flaw -> LOG.error("configuration: {}", flaw));
    LOG.error("configuration {} stays in force: the new one has problems", before.version());
    return new Result.Refused(flaws);
  }
}
