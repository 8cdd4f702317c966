package io.gatehouse.sts.oauth;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The resources that tokens can be asked for, and the rule by which one is chosen. */
public final class ResourceCatalog {
  private final List<Resource> resources;

  public ResourceCatalog(List<Resource> resources) {
    this.resources = List.copyOf(resources);
  }

  /** What came of choosing. */
  public sealed interface Selection {
    /**
     * @param resource the one the token is for; empty: it is for userinfo only
     */
    record Chosen(Optional<Resource> resource) implements Selection {}

    record Refused(Refusal refusal) implements Selection {}
  }

  public List<Resource> all() {
    return resources;
  }

  /**
   * @param named values of the {@code resource} parameter
   * @param scopes the scopes asked for, standard ones included
   */
  public Selection select(List<String> named, Set<String> scopes) {
    var wanted = ScopeCatalog.ofResources(scopes);
    return switch (named.size()) {
      case 0 -> byScopes(wanted);
      case 1 -> byUri(named.getFirst(), wanted);
      default -> refused(OAuthError.INVALID_TARGET, "One token is for one resource: name one.");
    };
  }

  private Selection byUri(String uri, Set<String> wanted) {
    var named = resources.stream().filter(resource -> resource.uri().equals(uri)).findFirst();
    if (named.isEmpty()) {
      return refused(OAuthError.INVALID_TARGET, "This resource is not known here.");
    }
    // A scope of another resource would mean something there, or nothing here.
    return named.get().scopes().containsAll(wanted)
        ? new Selection.Chosen(named)
        : refused(OAuthError.INVALID_SCOPE, "A scope does not belong to this resource.");
  }

  private Selection byScopes(Set<String> wanted) {
    if (wanted.isEmpty()) {
      return new Selection.Chosen(Optional.empty());
    }
    var holding = resources.stream().filter(r -> r.scopes().containsAll(wanted)).toList();
    boolean touched =
        resources.stream().anyMatch(r -> r.scopes().stream().anyMatch(wanted::contains));
    if (holding.size() > 1 || (holding.isEmpty() && touched)) {
      return refused(
          OAuthError.INVALID_TARGET, "The scopes do not point at one resource: name it.");
    }
    return new Selection.Chosen(holding.stream().findFirst());
  }

  private static Selection refused(OAuthError error, String description) {
    return new Selection.Refused(Refusal.of(error, description));
  }
}
