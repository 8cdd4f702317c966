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
import javax.net.ssl.SSLContext;

/** TLS of the node, both as server and as client. */
final class NodeTls {
  private final OwnAuthority own;
  private final TlsContexts contexts;

  NodeTls(OwnAuthority own, Ambient ambient) {
    this.own = own;
    this.contexts = new TlsContexts(ambient.random());
  }

  /** How a listener speaks TLS; without a certificate of the operator's, with the node's own. */
  TlsPlan plan(Optional<Tls> written) {
    var versions = written.map(NodeTls::versions).orElse(TlsVersions.TLS_13);
    return new TlsPlan(server(written), versions.protocols(), versions.suites(), false, false);
  }

  /**
   * As {@link #plan}, for a listener that asks for client certificates whatever is written.
   *
   * @param authorities whose names clients are told
   */
  TlsPlan askingPlan(Optional<Tls> written, List<X509Certificate> authorities) {
    var versions = written.map(NodeTls::versions).orElse(TlsVersions.TLS_13);
    var identity = written.map(NodeTls::identity).orElseGet(own::identity);
    var context = contexts.serverAsking(() -> identity, authorities);
    return new TlsPlan(context, versions.protocols(), versions.suites(), true, false);
  }

  SSLContext server(Optional<Tls> written) {
    var identity = written.map(NodeTls::identity).orElseGet(own::identity);
    return contexts.server(() -> identity);
  }

  /** The node's own authority; made when there is none. */
  Path ownAuthority() {
    own.identity();
    return own.certificateFile();
  }

  /** Trust for connections to servers of this authority; the system's authorities without one. */
  SSLContext trusting(Optional<PublicFile> authority) {
    return authority
        .map(file -> contexts.trusting(file.path()))
        .orElseGet(contexts::trustingTheSystem);
  }

  SSLContext trustingTheSystem() {
    return contexts.trustingTheSystem();
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
    var identity = written.map(NodeTls::identity).orElseGet(own::identity);
    return ServedHosts.of(identity.certificate());
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
