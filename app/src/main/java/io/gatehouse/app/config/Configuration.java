package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.Cidr;
import io.gatehouse.app.config.value.IssuerUrl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A whole configuration file, checked. */
@Means("One node of Gatehouse.")
public record Configuration(
    @Key(means = "The version of this format.", otherwise = "1", needed = true) int gatehouse,
    @Key(means = "What this node does.", otherwise = "[sts, gateway]") Set<Role> roles,
    @Key(means = "Where the gateway listens.", otherwise = "{ https: 8443 }") Listen listen,
    @Key(means = "Where health, metrics and the admin API listen.", otherwise = "{}") Admin admin,
    @Key(means = "The keys that protect everything else.", otherwise = "{}") Secrets secrets,
    @Key(
            means = "Where people and groups are.",
            leftOut = "an embedded directory, `people.ldif` in the state folder")
        Optional<Directory> directory,
    @Key(means = "The token service: in this node, or where it is.", otherwise = "{}") Sts sts,
    @Key(means = "The signed identity that services get.", otherwise = "{}") Identity identity,
    @Key(
            means = "Networks of proxies whose X-Forwarded-For or Forwarded is believed.",
            leftOut = "the peer's own address counts",
            example = "[10.1.0.0/16]")
        List<Cidr> trustedProxies,
    @Key(means = "The services behind the gateway, by name.") Map<String, Service> services,
    @Key(means = "The kinds of credential that routes may accept, by name.")
        Map<String, Credential> credentials,
    @Key(means = "Limits that routes may apply, by name.") Map<String, Limit> limits,
    @Key(means = "Which requests go where, and who may make them.") List<Route> routes,
    @Key(means = "How the node fetches what clients and messages name.", otherwise = "{}")
        Egress egress,
    @Key(means = "How the node follows the token service's changes.", otherwise = "{}") Feed feed,
    @Key(means = "How the node stops.", otherwise = "{}") Drain drain,
    @Key(means = "What the node writes down about its work.", otherwise = "{}") Logs logs,
    @Key(
            means = "Whether anything may be answered that could not be written to the audit log.",
            otherwise = "required")
        Audit audit) {

  public Configuration {
    roles = Set.copyOf(roles);
    trustedProxies = List.copyOf(trustedProxies);
    services = Ordered.copy(services);
    credentials = Ordered.copy(credentials);
    limits = Ordered.copy(limits);
    routes = List.copyOf(routes);
  }

  /** What a node can do. */
  public enum Role {
    STS,
    GATEWAY
  }

  /** What an unwritable audit log stops. */
  public enum Audit {
    REQUIRED,
    BEST_EFFORT
  }

  /** The token service of this node; empty when it runs elsewhere or nowhere. */
  public Optional<Sts.Local> localSts() {
    return roles.contains(Role.STS) && sts instanceof Sts.Local local
        ? Optional.of(local)
        : Optional.empty();
  }

  /**
   * The {@code iss} of identity tokens: what the file says, else this node's token service. Empty
   * only for a node whose token service is elsewhere, which tells it.
   */
  public Optional<IssuerUrl> identityIssuer() {
    return identity.issuer().or(() -> localSts().map(Sts.Local::issuer));
  }

  /** True when the issuer is this node's own token service, met in process. */
  public boolean isOwn(IssuerUrl issuer) {
    return localSts().filter(local -> local.issuer().equals(issuer)).isPresent();
  }

  /** True when these assertions are this node's own, met in process. */
  public boolean isOwn(Credential.Saml saml) {
    return localSts()
        .filter(local -> saml.issuer().map(local.issuer().value()::equals).orElse(true))
        .isPresent();
  }

  public boolean isGateway() {
    return roles.contains(Role.GATEWAY);
  }
}
