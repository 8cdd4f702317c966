package io.gatehouse.ldap.people;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.ldap.settings.Flavour;
import java.util.List;
import java.util.Optional;

/** What one flavour of directory calls things. */
public record Dialect(
    IdForm ids, List<String> loginAttributes, String changed, Filter people, boolean chained) {
  private static final Filter PERSON =
      Filter.createORFilter(
          Filter.createEqualityFilter("objectClass", "person"),
          Filter.createEqualityFilter("objectClass", "inetOrgPerson"),
          Filter.createEqualityFilter("objectClass", "account"),
          Filter.createEqualityFilter("objectClass", "posixAccount"));
  // A computer of Active Directory is a user by its class; only its category tells.
  private static final Filter AD_PERSON =
      Filter.createANDFilter(
          Filter.createEqualityFilter("objectClass", "user"),
          Filter.createEqualityFilter("objectCategory", "person"));

  public Dialect {
    loginAttributes = List.copyOf(loginAttributes);
  }

  static Dialect of(Flavour flavour) {
    return switch (flavour) {
      case AUTO, OPENLDAP ->
          new Dialect(IdForm.ENTRY_UUID, List.of("uid"), "modifyTimestamp", PERSON, false);
      case DIRECTORY_SERVER_389 ->
          new Dialect(IdForm.NS_UNIQUE_ID, List.of("uid"), "modifyTimestamp", PERSON, false);
      case ACTIVE_DIRECTORY ->
          new Dialect(
              IdForm.OBJECT_GUID,
              List.of("sAMAccountName", "userPrincipalName"),
              "whenChanged",
              AD_PERSON,
              true);
    };
  }

  Dialect loggingInBy(List<String> attributes) {
    return attributes.isEmpty() ? this : new Dialect(ids, attributes, changed, people, chained);
  }

  public String idAttribute() {
    return ids.attribute();
  }

  public Filter has(EntryUuid id) {
    return ids.filter(id);
  }

  public Optional<EntryUuid> idOf(SearchResultEntry entry) {
    return ids.read(entry);
  }
}
