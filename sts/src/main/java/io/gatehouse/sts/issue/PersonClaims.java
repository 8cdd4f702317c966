package io.gatehouse.sts.issue;

import io.gatehouse.identity.Owner;
import io.gatehouse.sts.oauth.ClaimsRequest;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.tokens.jwt.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The claims about a person that the directory can give (OpenID Connect Core §5.1, §5.4). */
public final class PersonClaims {
  private static final Map<String, List<String>> BY_SCOPE =
      Map.of(
          ScopeCatalog.PROFILE,
          List.of("name", "given_name", "family_name", "preferred_username"),
          ScopeCatalog.EMAIL,
          List.of("email", "email_verified"));

  private PersonClaims() {}

  /** The names of all of them. */
  public static List<String> names() {
    return BY_SCOPE.values().stream().flatMap(List::stream).sorted().toList();
  }

  /** Those asked for by name that the scopes do not show anyway. */
  public static Set<String> beyond(Set<String> scopes, ClaimsRequest asked) {
    return Stream.concat(asked.idToken().stream(), asked.userinfo().stream())
        .filter(names()::contains)
        .filter(name -> !byScope(name, scopes))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The scope that shows the claim. */
  public static Optional<String> scopeOf(String claim) {
    return BY_SCOPE.entrySet().stream()
        .filter(scope -> scope.getValue().contains(claim))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What the scopes show, and what was asked for by name (§5.5); what is not known is left out. */
  public static Map<String, Json> shown(Owner owner, Set<String> scopes, Set<String> named) {
    var shown = new LinkedHashMap<String, Json>();
    known(owner)
        .forEach((name, value) -> {
          if (named.contains(name) || byScope(name, scopes)) {
            shown.put(name, value);
          }
        });
    return shown;
  }

  private static boolean byScope(String claim, Set<String> scopes) {
    return scopes.stream()
        .anyMatch(scope -> BY_SCOPE.getOrDefault(scope, List.of()).contains(claim));
  }

  private static Map<String, Json> known(Owner owner) {
    var profile = owner.profile();
    var known = new LinkedHashMap<String, Json>();
    put(known, "name", profile.name());
    put(known, "given_name", profile.givenName());
    put(known, "family_name", profile.familyName());
    put(known, "preferred_username", Optional.of(owner.username()));
    put(known, "email", profile.email());
    // The directory says what the address is; nobody here has seen a letter arrive.
    profile.email().ifPresent(address -> known.put("email_verified", new Json.Flag(false)));
    return known;
  }

  private static void put(Map<String, Json> known, String name, Optional<String> value) {
    value.ifPresent(text -> known.put(name, new Json.Text(text)));
  }
}
