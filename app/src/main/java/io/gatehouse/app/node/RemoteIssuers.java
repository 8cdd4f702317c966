package io.gatehouse.app.node;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.OidcLogin;
import io.gatehouse.app.config.Opaque;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.KeySource;
import io.gatehouse.tokens.jwt.RemoteIssuer;
import io.gatehouse.tokens.jwt.RemoteKeySets;
import io.gatehouse.web.egress.Cidr;
import io.gatehouse.web.egress.Egress;
import io.gatehouse.web.egress.EgressPlan;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** The keys of other issuers, fetched before they are needed. */
final class RemoteIssuers {
  private static final long REFRESH_SECONDS = 2;

  private final RemoteKeySets ofClients;
  private final List<Cidr> allowed;
  private final NodeTls tls;
  private final Ambient ambient;
  private final Map<SSLContext, RemoteKeySets> byAuthority = new ConcurrentHashMap<>();

  RemoteIssuers(Configuration configuration, NodeTls tls, Ambient ambient) {
    this.allowed =
        configuration.egress().allowPrivate().stream().map(c -> Cidr.of(c.toString())).toList();
    this.tls = tls;
    this.ambient = ambient;
    this.ofClients = keySets(tls.trustingTheSystem());
    var _ =
        ambient
            .timer()
            .scheduleWithFixedDelay(
                Quietly.each(
                    "refreshing key sets",
                    ofClients::refreshDue,
                    () -> byAuthority.values().forEach(RemoteKeySets::refreshDue)),
                REFRESH_SECONDS,
                REFRESH_SECONDS,
                TimeUnit.SECONDS);
  }

  /** The keys of an issuer, trusted by the authority that is written beside it. */
  KeySource keysOf(Credential.Oidc written) {
    return byAuthority
        .computeIfAbsent(tls.trusting(written.ca()), this::keySets)
        .of(named(written));
  }

  private static RemoteIssuer named(Credential.Oidc written) {
    return RemoteIssuer.written(written.issuer().value());
  }

  /** Forgets the issuers that a configuration no longer names; the keys of the others stay. */
  void keepOnly(Configuration configuration) {
    var named = new HashMap<SSLContext, Set<RemoteIssuer>>();
    configuration.credentials().values().stream()
        .flatMap(RemoteIssuers::tokens)
        .filter(oidc -> !configuration.isOwn(oidc.issuer()))
        .forEach(oidc ->
            named
                .computeIfAbsent(tls.trusting(oidc.ca()), trust -> new HashSet<>())
                .add(named(oidc)));
    byAuthority.keySet().retainAll(named.keySet());
    byAuthority.forEach((trust, sets) -> sets.retain(named.getOrDefault(trust, Set.of())));
  }

  private static Stream<Credential.Oidc> tokens(Credential written) {
    return switch (written) {
      case Credential.Oidc oidc -> Stream.of(oidc);
      case OidcLogin login -> Stream.of(login.tokens());
      case Opaque opaque -> Stream.of(opaque.tokens());
      case Credential.ApiKey _,
          Credential.Signature _,
          Credential.Sigv4 _,
          Credential.Basic _,
          Credential.X509 _,
          Credential.Saml _ ->
          Stream.empty();
    };
  }

  /** The keys that clients of our own issuer publish, at addresses that they named. */
  RemoteKeySets keysOfClients() {
    return ofClients;
  }

  /** The outbound client for what the operator wrote, trusted by the authority beside it. */
  Egress egress(Optional<PublicFile> authority) {
    return egress(tls.trusting(authority));
  }

  private Egress egress(SSLContext trust) {
    return new Egress(EgressPlan.usual(trust).allowing(allowed), InetAddress::getAllByName);
  }

  private RemoteKeySets keySets(SSLContext trust) {
    return new RemoteKeySets(
        new RemoteKeySets.Surroundings(
            egress(trust), ambient.virtual(), ambient.nanos(), ambient.random(), Jca.installed()));
  }
}
