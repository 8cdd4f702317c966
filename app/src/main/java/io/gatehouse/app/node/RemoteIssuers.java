package io.gatehouse.app.node;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.KeySource;
import io.gatehouse.tokens.jwt.RemoteIssuer;
import io.gatehouse.tokens.jwt.RemoteKeySets;
import io.gatehouse.web.egress.Cidr;
import io.gatehouse.web.egress.Egress;
import io.gatehouse.web.egress.EgressPlan;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The keys of other issuers, fetched before they are needed. */
final class RemoteIssuers {
  private static final long REFRESH_SECONDS = 2;

  private final List<Cidr> allowed;
  private final NodeTls tls;
  private final Ambient ambient;
  private final Map<Optional<PublicFile>, RemoteKeySets> byAuthority = new ConcurrentHashMap<>();

  RemoteIssuers(Configuration configuration, NodeTls tls, Ambient ambient) {
    this.allowed =
        configuration.egress().allowPrivate().stream().map(c -> Cidr.of(c.toString())).toList();
    this.tls = tls;
    this.ambient = ambient;
    var _ =
        ambient
            .timer()
            .scheduleWithFixedDelay(
                Quietly.each(
                    "refreshing key sets",
                    () -> byAuthority.values().forEach(RemoteKeySets::refreshDue)),
                REFRESH_SECONDS,
                REFRESH_SECONDS,
                TimeUnit.SECONDS);
  }

  /** The keys of an issuer, trusted by the authority that is written beside it. */
  KeySource keysOf(Credential.Oidc written) {
    return byAuthority
        .computeIfAbsent(written.ca(), this::keySets)
        .of(RemoteIssuer.written(written.issuer().value()));
  }

  /** The keys that clients of our own issuer publish, at addresses that they named. */
  RemoteKeySets keysOfClients() {
    return byAuthority.computeIfAbsent(Optional.empty(), this::keySets);
  }

  /** The outbound client for what the operator wrote, trusted by the authority beside it. */
  Egress egress(Optional<PublicFile> authority) {
    var plan = EgressPlan.usual(tls.trusting(authority)).allowing(allowed);
    return new Egress(plan, InetAddress::getAllByName);
  }

  private RemoteKeySets keySets(Optional<PublicFile> authority) {
    return new RemoteKeySets(
        new RemoteKeySets.Surroundings(
            egress(authority),
            ambient.virtual(),
            ambient.nanos(),
            ambient.random(),
            Jca.installed()));
  }
}
