package io.gatehouse.gateway.route;

import io.gatehouse.identity.Authenticator;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.QuotaLedger;
import io.gatehouse.identity.SourcePosition;
import io.gatehouse.identity.Throttle;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/**
 * Everything that the operator wrote about routes, typed but not yet judged.
 *
 * @param hosts host names that this gateway answers for, without port; everything else is 421
 */
public record RoutingPlan(
    Set<String> hosts,
    List<RouteEntry> routes,
    Map<String, ServiceEntry> services,
    Map<String, CredentialEntry> credentials,
    Map<String, LimitEntry> limits,
    List<ResourceEntry> resources) {
  public RoutingPlan {
    hosts = Set.copyOf(hosts);
    routes = List.copyOf(routes);
    services = Map.copyOf(services);
    credentials = Map.copyOf(credentials);
    limits = Map.copyOf(limits);
    resources = List.copyOf(resources);
  }

  /**
   * One route.
   *
   * @param from {@code /orders/**}, {@code /orders/*} or exact
   * @param methods empty: those that the rules name, or every known one when a rule names none
   * @param hosts empty: every host of the gateway
   * @param accept names of credentials
   * @param anonymous whether a request without a credential is judged by the rules as well
   * @param allow rules in their order; none that matches means no
   * @param to name of the service
   * @param bufferBody bytes of content that may be held for a signature over it
   */
  public record RouteEntry(
      String name,
      String from,
      Set<String> methods,
      Set<String> hosts,
      List<String> accept,
      boolean anonymous,
      List<RuleEntry> allow,
      Optional<String> limit,
      String to,
      int bufferBody,
      SourcePosition position) {
    public RouteEntry {
      methods = Set.copyOf(methods);
      hosts = Set.copyOf(hosts);
      accept = List.copyOf(accept);
      allow = List.copyOf(allow);
    }
  }

  /**
   * One named rule.
   *
   * @param methods empty: every method of the route
   * @param when CEL text; empty: always
   * @param position where the text of {@code when} begins, else the rule
   */
  public record RuleEntry(
      String name, Set<String> methods, Optional<String> when, SourcePosition position) {
    public RuleEntry {
      methods = Set.copyOf(methods);
    }
  }

  /**
   * An upstream.
   *
   * @param audience name of the resource, and {@code aud} of the identity that it gets
   * @param resource what a token's {@code aud} must contain on the routes of this service
   * @param forwardCredential whether the caller's credential is passed on: the one exception
   * @param plainHeaders plain fields that repeat the identity, for services that read no JWT
   * @param trust for its certificate; empty: the authorities of the system
   */
  public record ServiceEntry(
      String name,
      List<URI> endpoints,
      String audience,
      String resource,
      Duration timeout,
      Duration connectTimeout,
      boolean forwardCredential,
      Map<String, PlainClaim> plainHeaders,
      Optional<SSLContext> trust,
      SourcePosition position) {
    public ServiceEntry {
      endpoints = List.copyOf(endpoints);
      plainHeaders = Map.copyOf(plainHeaders);
    }
  }

  /** What a plain field repeats of the identity. */
  public enum PlainClaim {
    SUB,
    AZP,
    SCOPES,
    GROUPS,
    AMR
  }

  /**
   * A kind of proof that routes may accept.
   *
   * @param recognises asked only where a route accepts several entries of one kind; must not block
   * @param overTlsOnly refused on a plain connection, such as Basic
   * @param invitation where a browser without this credential is sent to get it
   */
  public record CredentialEntry(
      String name,
      CredentialKind kind,
      Authenticator authenticator,
      Predicate<Credential> recognises,
      boolean overTlsOnly,
      Optional<Invitation> invitation) {
    /** An entry that nobody is invited to. */
    public CredentialEntry(
        String name,
        CredentialKind kind,
        Authenticator authenticator,
        Predicate<Credential> recognises,
        boolean overTlsOnly) {
      this(name, kind, authenticator, recognises, overTlsOnly, Optional.empty());
    }

    /** An entry that is the only one of its kind on its routes. */
    public static CredentialEntry of(
        String name, CredentialKind kind, Authenticator authenticator) {
      return new CredentialEntry(
          name, kind, authenticator, credential -> true, kind == CredentialKind.BASIC);
    }
  }

  /** Limits of each principal under one name. */
  public record LimitEntry(
      String name,
      Optional<Throttle.Rate> rate,
      Optional<QuotaLedger.Quota> quota,
      Optional<Integer> concurrent,
      WhenStoreDown whenStoreDown) {}

  /** What happens to a quota that cannot be asked for. */
  public enum WhenStoreDown {
    ALLOW,
    REFUSE
  }

  /**
   * A protected resource (RFC 9728).
   *
   * @param uri its identifier, which is what tokens carry in {@code aud}
   */
  public record ResourceEntry(
      String name, URI uri, Set<String> scopes, List<String> authorizationServers) {
    public ResourceEntry {
      scopes = Set.copyOf(scopes);
      authorizationServers = List.copyOf(authorizationServers);
    }
  }
}
