package io.gatehouse.app.node;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.Listen;
import io.gatehouse.app.config.Sts;
import io.gatehouse.app.config.Tls;
import io.gatehouse.app.config.value.ListenAddress;
import io.gatehouse.gateway.Gateway;
import io.gatehouse.identity.SecondFactors;
import io.gatehouse.sts.keys.KekRotation;
import io.gatehouse.sts.store.jdbc.StateFolder;
import io.gatehouse.tokens.saml.OpenSaml;
import io.gatehouse.web.address.AddressGuard;
import io.gatehouse.web.address.AddressGuarded;
import io.gatehouse.web.egress.Cidr;
import io.gatehouse.web.endpoint.MountTable;
import io.gatehouse.web.exchange.EndpointHandler;
import io.gatehouse.web.exchange.ExchangeHandler;
import io.gatehouse.web.exchange.TrustedProxies;
import io.gatehouse.web.listen.Listeners;
import io.gatehouse.web.listen.TlsPlan;
import io.gatehouse.web.path.Authority;
import io.gatehouse.web.wire.RefusalLog;
import io.gatehouse.web.wire.WireLimits;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a node together, in the order in which its parts need each other. */
final class Assembly {
  private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);
  private static final int CONCURRENT_PAGES = 256;

  /** What one address may cost the token service; an office behind one address fits in. */
  private static final AddressGuard.Allowance STRANGERS =
      new AddressGuard.Allowance(50, 2_000, 100_000);

  /** Each call writes down what a stranger asked for. */
  private static final Set<String> DEAR = Set.of("/authorize");

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Nobody has a second factor before second factors exist. */
  private static final SecondFactors NONE = owner -> false;

  private final Node.Start start;
  private final OpenParts open;
  private final Configuration configuration;
  private final Ambient ambient;
  private final StateFolder folder;
  private final NodeTls tls;
  private final DirectoryPart directory;
  private final Sts.Local issuerTerms;
  private final IssuerPart issuer;
  private final KekRotation kekRotation;
  private final CertificateIssue ownCertificates;
  private final SingleUse singleUse;
  private final CertificatePart certificates;
  private final RemoteIssuers remoteIssuers;
  private final Optional<MountTable> issuerTable;
  private final LoginMapping logins;
  private final Optional<GatewayPart> gateway;
  private final Early<OpenSaml> saml = new Early<>("saml", OpenSaml::start);

  Assembly(Node.Start start, OpenParts open) {
    this.start = start;
    this.open = open;
    this.configuration = start.configuration();
    Logging.apply(configuration.logs());
    this.folder = open.keep(StateFolder.lock(start.state()));
    this.ambient = open.keep(Ambient.ofThisProcess());
    var crypto = start.libraries().crypto().get();
    var kekFile = KekFiles.file(configuration, folder, ambient.random());
    var kek = KekFiles.open(configuration, folder, kekFile);
    var authority = new OwnAuthority(folder.path(), kek, ambient);
    this.tls = new NodeTls(authority, ambient);
    this.directory = open.keep(DirectoryPart.open(start.directory(ambient), tls, ambient));
    this.issuerTerms = issuerTerms(configuration);
    this.issuer =
        open.keep(
            new IssuerPart(
                new IssuerPart.Parts(configuration, folder, kek, directory, ambient), issuerTerms));
    var sealed = List.of(issuer.sealedPlaces(), authority);
    this.kekRotation = KekFiles.finished(kek, kekFile, sealed, issuerTerms.store().isEmpty());
    this.ownCertificates = new CertificateIssue(authority, issuer, ambient);
    this.singleUse = open.keep(SingleUse.open(folder, ambient));
    this.certificates =
        new CertificatePart(
            configuration, new CertificatePart.Parts(issuer, directory, tls, ambient));
    this.remoteIssuers = new RemoteIssuers(configuration, tls, ambient);
    this.issuerTable = configuration.localSts().map(this::issuerTable);
    this.logins = new LoginMapping(singleUse.guard(), remoteIssuers, issuerTable, ambient);
    this.gateway = gateway(crypto);
    LOG.info("cryptography by {}", crypto.words());
  }

  /** A node that only forwards still keeps keys; it has no issuer's listener. */
  private static Sts.Local issuerTerms(Configuration configuration) {
    return switch (configuration.sts()) {
      case Sts.Local local -> local;
      case Sts.Remote _ ->
          throw new IllegalStateException("a remote token service is refused on reading");
    };
  }

  private Optional<GatewayPart> gateway(NativeCrypto crypto) {
    if (!configuration.isGateway()) {
      return Optional.empty();
    }
    var outside =
        new CredentialMapping.Outside(
            directory,
            NONE,
            singleUse.guard(),
            remoteIssuers,
            certificates,
            logins,
            saml,
            crypto.slow());
    var credentials = new CredentialMapping(configuration, issuer, outside, ambient).entries();
    var plan =
        new PlanMapping(configuration, ca -> tls.trusting(Optional.of(ca)), start.file())
            .plan(tls.hosts(configuration), credentials);
    return Optional.of(
        open.keep(
            new GatewayPart(
                configuration,
                plan,
                start.libraries().policies().get(),
                new GatewayPart.Parts(
                    folder,
                    issuer,
                    singleUse.guard(),
                    tls,
                    ownCertificates.documents().and(logins.mounts()),
                    ambient))));
  }

  Clock clock() {
    return ambient.clock();
  }

  /** Opens the doors; the node is there for callers from here on. */
  Node.Parts open(BooleanSupplier ready) {
    var doors = new Doors(ambient, proxies(), refusals());
    var admin = doors.open(adminDoor(), adminHandler(doors::listeners, ready));
    configuration.localSts().ifPresent(local -> openIssuer(doors, local));
    gateway.ifPresent(part -> openGateway(doors, part.gateway()));
    issuer.adminTokens().writeFirst(folder.file("admin.token"));
    if (configuration.credentials().values().stream().anyMatch(Credential.Saml.class::isInstance)) {
      // What only a kind of credential needs costs the start nothing.
      saml.beginOnce(ready, ambient.timer());
    }
    return new Node.Parts(
        doors, singleUse, gateway.map(GatewayPart::gateway), AdminPart.url(configuration, admin));
  }

  private MountTable issuerTable(Sts.Local local) {
    var signed =
        new io.gatehouse.sts.Sts.Signed(
            singleUse.guard(),
            remoteIssuers.keysOfClients(),
            certificates.trustInClients(local, tls),
            new AssertionMapping(configuration, remoteIssuers, ambient.clock().instant())
                .issuers(local, directory.directory().people(), saml));
    return issuer.mounts(local, directory, NONE, signed);
  }

  private void openIssuer(Doors doors, Sts.Local local) {
    var table = issuerTable.orElseThrow().and(ownCertificates.documents());
    issuer.tellLogouts(local, new LogoutCalls(configuration, tls));
    var host = URI.create(local.issuer().value()).getHost();
    var handler =
        new AddressGuarded(
            pages(table, Set.of(host.toLowerCase(Locale.ROOT))),
            new AddressGuard(STRANGERS, ambient.nanos()),
            DEAR);
    var listen = local.listen();
    doors.open(
        (listen.asksForCertificates()
                ? askingAnybody("sts", listen.address(), listen.tls())
                : door("sts", listen, WireLimits.usual()))
            .offeringHttp2(listen.http2().orElse(false)),
        handler);
    listen
        .mtls()
        .ifPresent(mtls ->
            doors.open(
                askingAnybody("sts certificate", mtls.address(), mtls.tls())
                    .offeringHttp2(mtls.http2().orElse(false)),
                handler));
  }

  // RFC 8705 §2.2 and §3: a token is bound to any certificate, whoever issued it.
  private Doors.Door askingAnybody(String name, ListenAddress address, Optional<Tls> written) {
    var plan = tls.askingPlan(written, List.of());
    return new Doors.Door(name, address, Optional.of(plan), WireLimits.usual());
  }

  private void openGateway(Doors doors, Gateway handler) {
    var limits = WireLimits.forContent(Long.MAX_VALUE);
    var listen = configuration.listen();
    if (listen.asksForCertificates()) {
      doors.open(
          asking("gateway", listen.address(), listen.tls(), limits)
              .offeringHttp2(listen.http2().orElse(true)),
          handler.askingForCertificates());
    } else {
      doors.open(
          door("gateway", listen, limits).offeringHttp2(listen.http2().orElse(true)), handler);
    }
    listen
        .mtls()
        .ifPresent(mtls ->
            doors.open(
                asking("certificate", mtls.address(), mtls.tls(), limits)
                    .offeringHttp2(mtls.http2().orElse(true)),
                handler.askingForCertificates()));
  }

  private Doors.Door asking(
      String name, ListenAddress address, Optional<Tls> written, WireLimits limits) {
    var plan = tls.askingPlan(written, certificates.authorities());
    return new Doors.Door(name, address, Optional.of(plan), limits);
  }

  private Doors.Door door(String name, Listen written, WireLimits limits) {
    var plan = written.secure() ? Optional.of(tls.plan(written.tls())) : Optional.<TlsPlan>empty();
    return new Doors.Door(name, written.address(), plan, limits);
  }

  private Doors.Door adminDoor() {
    var written = configuration.admin();
    return new Doors.Door(
        "admin",
        written.address(),
        written.tls().map(t -> tls.plan(Optional.of(t))),
        WireLimits.usual());
  }

  private ExchangeHandler adminHandler(Supplier<Listeners> listeners, BooleanSupplier ready) {
    var health = new Health(ready, directory.directory().watch()::lastSuccess, expiries(), ambient);
    var api =
        new AdminPart(
                new AdminPart.Parts(
                    issuer, kekRotation, ownCertificates, directory, gateway, ambient))
            .mounts();
    return configuration.admin().tls().isPresent()
        ? new EndpointHandler(health.mounts(listeners).and(api))
        : pages(health.mounts(listeners).and(api), THIS_MACHINE);
  }

  private Expiries expiries() {
    var since = ambient.clock().instant();
    return Expiries.begun(
        () -> EndingFiles.of(configuration, folder.path(), since), issuer.audit(), ambient);
  }

  private static EndpointHandler pages(MountTable table, Set<String> hosts) {
    Predicate<Authority> served = authority -> hosts.contains(authority.host());
    return new EndpointHandler(table, served, CONCURRENT_PAGES);
  }

  private TrustedProxies proxies() {
    return TrustedProxies.in(
        configuration.trustedProxies().stream().map(c -> Cidr.of(c.toString())).toList());
  }

  private RefusalLog refusals() {
    return gateway
        .map(part -> part.gateway().refusals())
        .orElse(refusal ->
            LOG.info(
                "refused at {}: {} from {} ({})",
                refusal.listener(),
                refusal.kind().code(),
                refusal.peer().getHostAddress(),
                refusal.requestId()));
  }
}
