package io.gatehouse.sts.oauth;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The scopes that exist here, and the groups that give each to a person. */
public final class ScopeCatalog {
  public static final String OPENID = "openid";
  public static final String PROFILE = "profile";
  public static final String EMAIL = "email";
  public static final String OFFLINE_ACCESS = "offline_access";

  /** OpenID Connect's own: about the person, never about a resource. */
  public static final Set<String> STANDARD = Set.of(OPENID, PROFILE, EMAIL, OFFLINE_ACCESS);

  private final Map<String, Set<String>> groupsByScope;
  private final Map<String, String> descriptions;

  /**
   * @param groupsByScope for each scope of a resource the groups that give it; none: everybody
   */
  public ScopeCatalog(Map<String, Set<String>> groupsByScope) {
    this(groupsByScope, Map.of());
  }

  /**
   * @param descriptions what people read of a scope when they are asked to allow it
   */
  public ScopeCatalog(Map<String, Set<String>> groupsByScope, Map<String, String> descriptions) {
    this.groupsByScope = Map.copyOf(groupsByScope);
    this.descriptions = Map.copyOf(descriptions);
  }

  public Optional<String> description(String scope) {
    return Optional.ofNullable(descriptions.get(scope));
  }

  /** Every scope there is, in alphabetical order. */
  public Set<String> all() {
    var all = new TreeSet<>(groupsByScope.keySet());
    all.addAll(STANDARD);
    return Collections.unmodifiableSet(all);
  }

  public boolean knows(String scope) {
    return STANDARD.contains(scope) || groupsByScope.containsKey(scope);
  }

  /** Those of {@code wanted} that a person with these groups may have. */
  public Set<String> given(Set<String> wanted, Set<String> groups) {
    return wanted.stream()
        .filter(scope -> gives(scope, groups))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private boolean gives(String scope, Set<String> groups) {
    if (STANDARD.contains(scope)) {
      return true;
    }
    var required = groupsByScope.get(scope);
    return required != null && (required.isEmpty() || !Collections.disjoint(required, groups));
  }

  /** The scopes of a list that belong to resources. */
  public static Set<String> ofResources(Set<String> scopes) {
    return scopes.stream()
        .filter(scope -> !STANDARD.contains(scope))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
