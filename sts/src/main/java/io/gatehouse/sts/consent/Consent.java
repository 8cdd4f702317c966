package io.gatehouse.sts.consent;

import io.gatehouse.identity.EntryUuid;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a person allowed an application: one for each person, client and resource.
 *
 * @param id public; opens nothing
 * @param givenAt when it was widened last
 */
public record Consent(String id, EntryUuid owner, String clientId, Extent extent, Instant givenAt) {

  /**
   * What is allowed.
   *
   * @param resource uri of the resource; empty: about the person only
   * @param claims about the person that were asked for by name, beyond what the scopes show
   */
  public record Extent(Optional<String> resource, Set<String> scopes, Set<String> claims) {
    public Extent {
      scopes = Set.copyOf(scopes);
      claims = Set.copyOf(claims);
    }

    boolean covers(Extent asked) {
      return resource.equals(asked.resource)
          && scopes.containsAll(asked.scopes)
          && claims.containsAll(asked.claims);
    }

    private Extent and(Extent more) {
      return new Extent(resource, union(scopes, more.scopes), union(claims, more.claims));
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
      var all = new HashSet<>(some);
      all.addAll(more);
      return all;
    }
  }

  /** The same with what was allowed later. */
  public Consent widened(Consent later) {
    return new Consent(id, owner, clientId, extent.and(later.extent), later.givenAt);
  }
}
