package io.gatehouse.app.node;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.cli.Stop;
import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Tls;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.app.config.value.SecretRef;
import io.gatehouse.mtls.PemFiles;
import io.gatehouse.mtls.TlsContexts;
import io.gatehouse.mtls.TlsIdentity;
import io.gatehouse.mtls.TlsVersions;
import io.gatehouse.web.listen.TlsPlan;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** TLS of the node, both as server and as client. */
final class NodeTls {
  private final OwnAuthority own;
  private final TlsContexts contexts;
  private final KnownAuthorities authorities;
  private final DoorIdentities identities;

  NodeTls(OwnAuthority own, Ambient ambient) {
    this.own = own;
    this.contexts = new TlsContexts(ambient.random());
    this.authorities = new KnownAuthorities(contexts);
    this.identities = new DoorIdentities(this::identityOf);
  }

  /** How a listener speaks TLS; without a certificate of the operator's, with the node's own. */
  TlsPlan plan(String door, Optional<Tls> written) {
    var versions = written.map(NodeTls::versions).orElse(TlsVersions.TLS_13);
    var context = contexts.server(identities.of(door, written));
    return new TlsPlan(context, versions.protocols(), versions.suites(), false, false);
  }

  /**
   * As {@link #plan}, for a listener that asks for client certificates whatever is written.
   *
   * @param authorities whose names clients are told
   */
  TlsPlan askingPlan(
      String door, Optional<Tls> written, Supplier<List<X509Certificate>> authorities) {
    var versions = written.map(NodeTls::versions).orElse(TlsVersions.TLS_13);
    var context = contexts.serverAsking(identities.of(door, written), authorities);
    return new TlsPlan(context, versions.protocols(), versions.suites(), true, false);
  }

  SSLContext server(Optional<Tls> written) {
    var identity = identityOf(written);
    return contexts.server(() -> identity);
  }

  private TlsIdentity identityOf(Optional<Tls> written) {
    return written.map(NodeTls::identity).orElseGet(own::identity);
  }

  /** Reads the certificates of all listeners; they are presented once the answer is run. */
  Runnable renewed(Configuration configuration) {
    return identities.renewed(configuration);
  }

  /** The node's own authority; made when there is none. */
  Path ownAuthority() {
    own.identity();
    return own.certificateFile();
  }

  /** Trust for connections to servers of this authority; the system's authorities without one. */
  SSLContext trusting(Optional<PublicFile> authority) {
    return authorities.trusting(authority);
  }

  SSLContext trustingTheSystem() {
    return authorities.trusting(Optional.empty());
  }

  /** Trust for connections to a listener of this node, and to nothing else. */
  SSLContext trustingServer(Optional<Tls> written) {
    own.identity();
    return written
        .map(tls -> contexts.trusting(PemFiles.certificates(tls.cert().path())))
        .orElseGet(() -> contexts.trusting(own.certificateFile()));
  }

  /** The hosts that the gateway answers for. */
  Set<String> hosts(Configuration configuration) {
    var listen = configuration.listen();
    var hosts = new HashSet<String>();
    configuration
        .localSts()
        .ifPresent(sts -> sts.resources().values().forEach(r -> addHost(hosts, r.uri().value())));
    configuration.routes().forEach(route -> route.host().ifPresent(host -> hosts.add(host.name())));
    if (listen.secure()) {
      hosts.addAll(named(listen.tls()));
    } else {
      hosts.addAll(Set.of("localhost", "127.0.0.1", "[::1]"));
    }
    listen.mtls().ifPresent(mtls -> hosts.addAll(named(mtls.tls())));
    return hosts;
  }

  private Set<String> named(Optional<Tls> written) {
    return ServedHosts.of(identityOf(written).certificate());
  }

  private static void addHost(Set<String> hosts, String uri) {
    Optional.ofNullable(URI.create(uri).getHost())
        .ifPresent(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
  }

  private static TlsVersions versions(Tls tls) {
    return tls.versions().contains(Tls.Version.TLS_1_2)
        ? TlsVersions.TLS_12_AND_13
        : TlsVersions.TLS_13;
  }

  private static TlsIdentity identity(Tls tls) {
    return TlsIdentity.read(tls.cert().path(), keyFile(tls.key()));
  }

  private static Path keyFile(SecretRef key) {
    return switch (key) {
      case SecretRef.InFile file -> file.path();
      case SecretRef.InEnvironment variable ->
          throw new Stop(
              Exit.BAD_INPUT,
              "A TLS key is read from a file: write file:PATH instead of env:"
                  + variable.name()
                  + ".");
    };
  }
}
