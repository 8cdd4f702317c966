package io.gatehouse.app.node;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Limit;
import io.gatehouse.app.config.Route;
import io.gatehouse.app.config.Service;
import io.gatehouse.app.config.Sts;
import io.gatehouse.app.config.value.HostName;
import io.gatehouse.app.config.value.HttpMethod;
import io.gatehouse.app.config.value.IssuerUrl;
import io.gatehouse.app.config.value.PolicyText;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.gateway.route.RoutingPlan;
import io.gatehouse.gateway.route.RoutingPlan.CredentialEntry;
import io.gatehouse.gateway.route.RoutingPlan.LimitEntry;
import io.gatehouse.gateway.route.RoutingPlan.PlainClaim;
import io.gatehouse.gateway.route.RoutingPlan.ResourceEntry;
import io.gatehouse.gateway.route.RoutingPlan.RouteEntry;
import io.gatehouse.gateway.route.RoutingPlan.RuleEntry;
import io.gatehouse.gateway.route.RoutingPlan.ServiceEntry;
import io.gatehouse.gateway.route.RoutingPlan.WhenStoreDown;
import io.gatehouse.identity.QuotaLedger;
import io.gatehouse.identity.SourcePosition;
import io.gatehouse.identity.Throttle;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** What the configuration file says of routes, in the gateway's words. */
final class PlanMapping {
  private static final Duration CONNECT = Duration.ofSeconds(1);

  private final Configuration configuration;
  private final Function<PublicFile, SSLContext> trust;
  private final SourcePosition file;

  /**
   * @param trust reads the authority of a service's certificate
   */
  PlanMapping(Configuration configuration, Function<PublicFile, SSLContext> trust, Path file) {
    this.configuration = configuration;
    this.trust = trust;
    this.file = new SourcePosition(file.toString(), 1, 1);
  }

  /**
   * @param hosts that the gateway's certificate names
   */
  RoutingPlan plan(Set<String> hosts, Map<String, CredentialEntry> credentials) {
    return new RoutingPlan(
        hosts,
        configuration.routes().stream().map(this::route).toList(),
        services(),
        credentials,
        limits(),
        resources().entrySet().stream()
            .map(entry -> resource(entry.getKey(), entry.getValue()))
            .toList());
  }

  private RouteEntry route(Route route) {
    return new RouteEntry(
        route.nameOrPath(),
        route.from().text(),
        words(route.methods()),
        route.host().map(HostName::name).stream().collect(Collectors.toSet()),
        List.copyOf(route.credentialNames()),
        route.acceptsAnonymous(),
        route.allow().stream().map(this::rule).toList(),
        route.limit(),
        route.to(),
        Math.toIntExact(route.bufferBody().bytes()),
        file);
  }

  private RuleEntry rule(Route.Allow rule) {
    return new RuleEntry(
        rule.name(),
        words(rule.methods()),
        rule.when().map(PolicyText::text),
        rule.when().map(PolicyText::at).orElse(file));
  }

  private static Set<String> words(Set<HttpMethod> methods) {
    return methods.stream().map(HttpMethod::word).collect(Collectors.toSet());
  }

  private Map<String, ServiceEntry> services() {
    var services = new LinkedHashMap<String, ServiceEntry>();
    configuration.services().forEach((name, entry) -> services.put(name, service(name, entry)));
    return services;
  }

  private ServiceEntry service(String name, Service service) {
    var audience = service.audienceOf(name);
    var resource = resources().get(audience);
    return new ServiceEntry(
        name,
        service.endpoints().stream().map(endpoint -> endpoint.uri()).toList(),
        audience,
        resource == null ? audience : resource.uri().value(),
        service.timeout(),
        CONNECT,
        service.forwardCredential(),
        plain(service),
        service.ca().map(trust),
        file);
  }

  private static Map<String, PlainClaim> plain(Service service) {
    return service.plainHeaders().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> claim(entry.getValue())));
  }

  private static PlainClaim claim(Service.Claim written) {
    return switch (written) {
      case SUB -> PlainClaim.SUB;
      case AZP -> PlainClaim.AZP;
      case SCOPES -> PlainClaim.SCOPES;
      case GROUPS -> PlainClaim.GROUPS;
      case AMR -> PlainClaim.AMR;
    };
  }

  private Map<String, LimitEntry> limits() {
    var limits = new LinkedHashMap<String, LimitEntry>();
    configuration.limits().forEach((name, entry) -> limits.put(name, limit(name, entry)));
    return limits;
  }

  private static LimitEntry limit(String name, Limit limit) {
    return new LimitEntry(
        name,
        limit.rate().map(r -> new Throttle.Rate(name, r.count(), r.per(), limit.burstCalls())),
        limit.quota().map(q -> new QuotaLedger.Quota(name, q.count(), q.window())),
        limit.concurrent(),
        switch (limit.whenStoreDown()) {
          case ALLOW -> WhenStoreDown.ALLOW;
          case DENY -> WhenStoreDown.REFUSE;
        });
  }

  private Map<String, Sts.Resource> resources() {
    return configuration.localSts().map(Sts.Local::resources).orElse(Map.of());
  }

  private ResourceEntry resource(String name, Sts.Resource resource) {
    return new ResourceEntry(
        name,
        URI.create(resource.uri().value()),
        resource.scopes(),
        configuration.identityIssuer().map(IssuerUrl::value).stream().toList());
  }
}
