package io.gatehouse.app.node;

import io.gatehouse.web.endpoint.Mount;
import io.gatehouse.web.endpoint.MountTable;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.listen.Listeners;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The probes. Liveness touches no dependency; readiness is configuration, keys and listeners: a
 * directory that is down does not make the gateway unready.
 */
final class Health {
  private final BooleanSupplier ready;
  private final Supplier<Optional<Instant>> directory;
  private final Expiries expiries;
  private final Ambient ambient;

  Health(
      BooleanSupplier ready,
      Supplier<Optional<Instant>> directory,
      Expiries expiries,
      Ambient ambient) {
    this.ready = ready;
    this.directory = directory;
    this.expiries = expiries;
    this.ambient = ambient;
  }

  MountTable mounts(Supplier<Listeners> listeners) {
    return new MountTable(
        Mount.get("/livez", request -> Reply.json(200, "{\"live\":true}\n")),
        Mount.get("/readyz", request -> readiness()),
        Mount.get("/metrics", request -> metrics(listeners.get())));
  }

  private Reply readiness() {
    var now = ready.getAsBoolean();
    var json =
        "{\"ready\":%b,\"directory\":{\"last_success_seconds_ago\":%s}}%n"
            .formatted(now, directoryAge().map(age -> "" + age.toSeconds()).orElse("null"));
    return Reply.json(now ? 200 : 503, json);
  }

  private Reply metrics(Listeners listeners) {
    var lines = new StringBuilder();
    gauge(lines, "gatehouse_ready", ready.getAsBoolean() ? 1 : 0);
    gauge(lines, "gatehouse_requests_in_flight", listeners.inFlight());
    gauge(lines, "gatehouse_connections_open", listeners.connections());
    directoryAge()
        .ifPresent(age -> gauge(lines, "gatehouse_directory_age_seconds", age.toSeconds()));
    lines.append(expiries.metrics());
    return Reply.of(200, "text/plain; version=0.0.4", lines.toString());
  }

  private Optional<Duration> directoryAge() {
    return directory.get().map(at -> Duration.between(at, ambient.clock().instant()));
  }

  private static void gauge(StringBuilder lines, String name, long value) {
    lines.append("# TYPE ").append(name).append(" gauge\n");
    lines.append(name).append(' ').append(value).append('\n');
  }
}
