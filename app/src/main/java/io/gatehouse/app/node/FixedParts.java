package io.gatehouse.app.node;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.Listen;
import io.gatehouse.app.config.OidcLogin;
import io.gatehouse.app.config.Sts;
import io.gatehouse.app.config.Tls;
import io.gatehouse.app.config.load.Rule;
import io.gatehouse.app.config.shape.Complaints;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a running node cannot change: each is refused by name, with what to do. */
final class FixedParts implements Rule {
  private static final List<Fixed> OF_THE_FILE =
      List.of(
          new Fixed("roles", Configuration::roles),
          new Fixed("secrets", Configuration::secrets),
          new Fixed("directory", Configuration::directory),
          new Fixed("identity", Configuration::identity),
          new Fixed("trusted_proxies", Configuration::trustedProxies),
          new Fixed("egress", Configuration::egress),
          new Fixed("feed", Configuration::feed),
          new Fixed("audit", Configuration::audit));

  private final Configuration running;

  /**
   * @param running the configuration that the node was started with or has now
   */
  FixedParts(Configuration running) {
    this.running = running;
  }

  private record Fixed(String key, Function<Configuration, Object> part) {}

  private record Change(Record holder, String key, Object before, Object now) {}

  @Override
  public void check(Configuration next, Complaints complaints) {
    for (var fixed : OF_THE_FILE) {
      var part = fixed.part();
      refuse(new Change(next, fixed.key(), part.apply(running), part.apply(next)), complaints);
    }
    refuse(
        new Change(next.logs(), "decisions", running.logs().decisions(), next.logs().decisions()),
        complaints);
    refuse(
        new Change(next.logs(), "audit", running.logs().audit(), next.logs().audit()), complaints);
    logins(next, complaints);
    listen(running.listen(), next.listen(), complaints);
    admin(next, complaints);
    sts(next, complaints);
  }

  // Browsers are under way between here and the issuer that they were sent to.
  private void logins(Configuration next, Complaints complaints) {
    if (!logins(running).equals(logins(next))) {
      complaints.about(
          next,
          "credentials",
          "An `oidc_login` cannot change while the node runs.",
          "Restart the node with this file, or write here what it was.");
    }
  }

  private static Map<String, Credential> logins(Configuration configuration) {
    return configuration.credentials().entrySet().stream()
        .filter(named -> named.getValue() instanceof OidcLogin)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void admin(Configuration next, Complaints complaints) {
    var before = running.admin();
    var now = next.admin();
    refuse(new Change(now, "listen", before.listen(), now.listen()), complaints);
    refuse(new Change(now, "tls", shape(before.tls()), shape(now.tls())), complaints);
    refuse(new Change(now, "tls", before.tls().isPresent(), now.tls().isPresent()), complaints);
  }

  private void sts(Configuration next, Complaints complaints) {
    if (!(running.sts() instanceof Sts.Local before && next.sts() instanceof Sts.Local now)) {
      refuse(new Change(next, "sts", running.sts(), next.sts()), complaints);
      return;
    }
    listen(before.listen(), now.listen(), complaints);
    refuse(new Change(now, "issuer", before.issuer(), now.issuer()), complaints);
    refuse(new Change(now, "store", before.store(), now.store()), complaints);
    refuse(new Change(now, "store_login", before.storeLogin(), now.storeLogin()), complaints);
    refuse(new Change(now, "assertions", before.assertions(), now.assertions()), complaints);
    refuse(new Change(now, "lifetimes", before.lifetimes(), now.lifetimes()), complaints);
    refuse(new Change(now, "signing_keys", before.signingKeys(), now.signingKeys()), complaints);
    refuse(new Change(now, "scopes", before.scopes(), now.scopes()), complaints);
    refuse(new Change(now, "resources", before.resources(), now.resources()), complaints);
    refuse(new Change(now, "registration", before.registration(), now.registration()), complaints);
    refuse(
        new Change(
            now, "client_certificates", before.clientCertificates(), now.clientCertificates()),
        complaints);
    refuse(new Change(now, "exchange", before.exchange(), now.exchange()), complaints);
  }

  private static void listen(Listen before, Listen now, Complaints complaints) {
    refuse(new Change(now, "https", before.https(), now.https()), complaints);
    refuse(new Change(now, "http", before.http(), now.http()), complaints);
    refuse(new Change(now, "insecure", before.insecure(), now.insecure()), complaints);
    refuse(new Change(now, "http2", before.http2(), now.http2()), complaints);
    refuse(new Change(now, "tls", shape(before.tls()), shape(now.tls())), complaints);
    refuse(new Change(now, "mtls", asking(before.mtls()), asking(now.mtls())), complaints);
  }

  private record Shape(Set<Tls.Version> versions, Tls.ClientCertificates asks) {}

  // A certificate may change while its listener is open; what it speaks may not.
  private static Shape shape(Optional<Tls> tls) {
    return tls.map(written -> new Shape(written.versions(), written.clientCertificates()))
        .orElseGet(() -> new Shape(Set.of(Tls.Version.TLS_1_3), Tls.ClientCertificates.OFF));
  }

  private static Object asking(Optional<Listen.Mtls> mtls) {
    return mtls.map(listener -> List.of(listener.https(), versions(listener), listener.http2()));
  }

  private static Set<Tls.Version> versions(Listen.Mtls listener) {
    return listener.tls().map(Tls::versions).orElse(Set.of(Tls.Version.TLS_1_3));
  }

  private static void refuse(Change change, Complaints complaints) {
    if (!change.before().equals(change.now())) {
      complaints.about(
          change.holder(),
          change.key(),
          "`" + change.key() + "` cannot change while the node runs.",
          "Restart the node with this file, or write here what it was.");
    }
  }
}
