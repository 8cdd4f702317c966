package io.gatehouse.gateway.route;

import io.gatehouse.identity.Principal;
import io.gatehouse.identity.Scopes;
import io.gatehouse.identity.VerifiedIdentity;
import java.util.List;
import java.util.TreeSet;

/**
 * The caller as rules see it; lists are sorted, so equal callers are equal.
 *
 * @param kind {@code person}, {@code client}, {@code workload} or {@code anonymous}
 * @param credential word of the credential's kind; {@code none} without one
 * @param id public id of the client, key or certificate
 * @param actors who acts for the caller, the newest first; in this order, not sorted
 */
public record Caller(
    String subject,
    String kind,
    String credential,
    String id,
    List<String> scopes,
    List<String> groups,
    List<String> amr,
    String acr,
    List<String> actors) {
  public static final Caller ANONYMOUS =
      new Caller("", "anonymous", "none", "", List.of(), List.of(), List.of(), "", List.of());

  public static Caller of(VerifiedIdentity identity) {
    return new Caller(
        identity.principal().subject(),
        kindOf(identity.principal()),
        identity.kind().code(),
        identity.authorizedParty(),
        List.copyOf(new TreeSet<>(identity.authority().scopes())),
        List.copyOf(new TreeSet<>(identity.authority().groups())),
        identity.authentication().methods(),
        identity.authentication().contextClass().orElse(""),
        identity.actors());
  }

  private static String kindOf(Principal principal) {
    return switch (principal) {
      case Principal.Person person -> "person";
      case Principal.Client client -> "client";
      case Principal.Workload workload -> "workload";
      case Principal.Anonymous anonymous -> "anonymous";
    };
  }

  /** For the decision line. */
  public String scopeText() {
    return Scopes.format(new TreeSet<>(scopes));
  }
}
