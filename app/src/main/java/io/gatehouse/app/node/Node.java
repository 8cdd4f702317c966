package io.gatehouse.app.node;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Directory;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.gateway.Gateway;
import io.gatehouse.gateway.route.PolicyCompiler;
import io.gatehouse.ldap.embedded.FirstPeople;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A running node. */
public final class Node {
  private static final String NOTE = "admin.json";

  private final Start start;
  private final OpenParts open;
  private final Parts parts;
  private final Clock clock;
  private volatile boolean draining;

  /**
   * What a node is started with.
   *
   * @param file where the configuration came from
   * @param state the folder of everything that must not be lost
   * @param libraries dear to load; each is asked for when it is needed and not before
   */
  public record Start(Configuration configuration, Path file, Path state, Libraries libraries) {

    /** The directory that is written, or the embedded one of the state folder. */
    Directory directory(Ambient ambient) {
      return configuration.directory().orElseGet(() -> embedded(ambient));
    }

    private Directory embedded(Ambient ambient) {
      var ldif = state.resolve("people.ldif");
      if (!Files.exists(ldif)) {
        try {
          new FirstPeople(DirectoryPart.EMBEDDED_BASE, ambient.random())
              .write(ldif, "cn=gatehouse," + DirectoryPart.EMBEDDED_BASE, List.of(), List.of());
        } catch (IOException e) {
          throw new UncheckedIOException(ldif + " cannot be written", e);
        }
      }
      return new Directory.Embedded(
          new PublicFile(ldif),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofMinutes(60));
    }
  }

  /** What takes long to load. */
  public record Libraries(Supplier<NativeCrypto> crypto, Supplier<PolicyCompiler> policies) {}

  /** What is there once the doors are open. */
  record Parts(Doors doors, SingleUse singleUse, Optional<Gateway> gateway, URI admin) {}

  private Node(Start start, OpenParts open) {
    this.start = start;
    this.open = open;
    var assembly = new Assembly(start, open);
    this.clock = assembly.clock();
    this.parts = assembly.open(this::isReady);
    OwnFiles.write(start.state().resolve(NOTE), "{ \"admin\": \"" + parts.admin() + "\" }\n");
  }

  /**
   * Opens everything; when a part cannot be opened, what was opened before is closed again.
   *
   * @throws io.gatehouse.app.cli.Stop with one sentence for the operator
   */
  public static Node start(Start start) {
    var open = new OpenParts();
    try {
      return new Node(start, open);
    } catch (RuntimeException e) {
      open.close();
      throw OneSentence.of(e);
    }
  }

  /** Configuration, keys and listeners are there, and the node is not stopping. */
  public boolean isReady() {
    return !draining && parts != null && parts.gateway().map(Gateway::ready).orElse(true);
  }

  /** Returns once services can verify identities and signed requests are accepted. */
  public void awaitReady() {
    try {
      while (!isReady() || clock.instant().isBefore(trustedFrom())) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where the admin API listens. */
  public URI admin() {
    return parts.admin();
  }

  /** From when on signed requests are accepted again; past unless the last run crashed. */
  public Instant trustedFrom() {
    return parts.singleUse().trustedFrom();
  }

  /** Readiness is refused from now on; callers are still served. */
  public void announceStop() {
    draining = true;
  }

  /** Lets requests in flight finish for so long, then ends everything. */
  public void stop(Duration patience) {
    draining = true;
    parts.doors().close(patience);
    try {
      Files.deleteIfExists(start.state().resolve(NOTE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.close();
  }
}
