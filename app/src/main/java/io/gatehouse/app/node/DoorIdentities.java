package io.gatehouse.app.node;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Listen;
import io.gatehouse.app.config.Tls;
import io.gatehouse.mtls.TlsIdentity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/** What each listener presents in its handshakes, replaced while it is open. */
final class DoorIdentities {
  static final String GATEWAY = "gateway";
  static final String CERTIFICATE = "certificate";
  static final String STS = "sts";
  static final String STS_CERTIFICATE = "sts certificate";
  static final String ADMIN = "admin";

  private final Function<Optional<Tls>, TlsIdentity> reading;
  private final Map<String, AtomicReference<TlsIdentity>> presented = new ConcurrentHashMap<>();

  /**
   * @param reading reads a certificate and its key; without one written, the node's own
   */
  DoorIdentities(Function<Optional<Tls>, TlsIdentity> reading) {
    this.reading = reading;
  }

  /** What a listener presents from now on; asked for at each handshake. */
  Supplier<TlsIdentity> of(String door, Optional<Tls> written) {
    var reference = new AtomicReference<>(reading.apply(written));
    presented.put(door, reference);
    return reference::get;
  }

  /** Reads what all open listeners are to present; the answer puts it in force. */
  Runnable renewed(Configuration configuration) {
    var read = new HashMap<AtomicReference<TlsIdentity>, TlsIdentity>();
    written(configuration)
        .forEach((door, tls) -> {
          var reference = presented.get(door);
          if (reference != null) {
            read.put(reference, reading.apply(tls));
          }
        });
    return () -> read.forEach(AtomicReference::set);
  }

  private static Map<String, Optional<Tls>> written(Configuration configuration) {
    var written = new HashMap<String, Optional<Tls>>();
    add(written, configuration.listen(), GATEWAY, CERTIFICATE);
    configuration.localSts().ifPresent(sts -> add(written, sts.listen(), STS, STS_CERTIFICATE));
    written.put(ADMIN, configuration.admin().tls());
    return written;
  }

  private static void add(
      Map<String, Optional<Tls>> written, Listen listen, String door, String asking) {
    written.put(door, listen.tls());
    listen.mtls().ifPresent(mtls -> written.put(asking, mtls.tls()));
  }
}
