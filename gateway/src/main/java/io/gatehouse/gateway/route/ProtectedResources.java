package io.gatehouse.gateway.route;

import io.gatehouse.gateway.route.RoutingPlan.ResourceEntry;
import io.gatehouse.tokens.jwt.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The metadata documents of the protected resources, one each (RFC 9728). */
public final class ProtectedResources {
  /** RFC 9728 §3: the path of a resource is appended to it. */
  static final String PATH = "/.well-known/oauth-protected-resource";

  private final List<ResourceEntry> resources;

  ProtectedResources(List<ResourceEntry> resources) {
    this.resources = resources;
  }

  /**
   * The document for a request to this host and path. A client must compare {@code resource} with
   * what it called (§3.3), so an answer under another host of this gateway misleads nobody.
   */
  public Optional<String> documentAt(String authority, String path) {
    if (!path.startsWith(PATH)) {
      return Optional.empty();
    }
    var same = resources.stream().filter(r -> metadataPath(r.uri()).equals(path)).toList();
    return same.stream()
        .filter(resource -> authority.equals(resource.uri().getRawAuthority()))
        .findFirst()
        .or(() -> same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty())
        .map(ProtectedResources::document);
  }

  /** Where the metadata of a resource is found: what challenges point at. */
  public Optional<String> metadataUrl(String resource) {
    return resources.stream()
        .filter(entry -> entry.uri().toString().equals(resource))
        .map(entry -> origin(entry.uri()) + metadataPath(entry.uri()))
        .findFirst();
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  private static String metadataPath(URI uri) {
    var path = Optional.ofNullable(uri.getRawPath()).orElse("");
    return path.equals("/") ? PATH : PATH + path;
  }

  private static String document(ResourceEntry resource) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("resource", new Json.Text(resource.uri().toString()));
    members.put("authorization_servers", Json.of(resource.authorizationServers()));
    members.put("scopes_supported", Json.of(List.copyOf(new TreeSet<>(resource.scopes()))));
    members.put("bearer_methods_supported", Json.of(List.of("header")));
    members.put("resource_name", new Json.Text(resource.name()));
    return new Json.Members(members).write();
  }
}
