package io.gatehouse.ldap.embedded;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which attributes mean something to this directory. */
final class Attributes {
  static final String PASSWORD = "userPassword";
  static final String ID = "entryUUID";
  static final String MEMBER_OF = "memberOf";
  static final String MODIFIED = "modifyTimestamp";
  static final String PASSWORD_CHANGED = "pwdChangedTime";
  static final String LOCKED = "pwdAccountLockedTime";

  private static final Set<String> MEMBERS = Set.of("member", "uniquemember");
  private static final Set<String> NAMES = Set.of("member", "uniquemember", "memberof");
  // Kept by the directory itself: not written to the file, not to be written by a caller.
  private static final Set<String> COMPUTED =
      Set.of(
          "memberof",
          "modifytimestamp",
          "modifiersname",
          "createtimestamp",
          "creatorsname",
          "entrydn",
          "subschemasubentry",
          "pwdchangedtime");

  private Attributes() {}

  static boolean computed(String name) {
    return COMPUTED.contains(plain(name));
  }

  static boolean password(String name) {
    return plain(name).equals("userpassword");
  }

  static boolean id(String name) {
    return plain(name).equals("entryuuid");
  }

  static boolean members(String name) {
    return MEMBERS.contains(plain(name));
  }

  /** The attributes that hold distinguished names, in one spelling. */
  static Attribute canonical(Attribute attribute) {
    if (!NAMES.contains(plain(attribute.getName()))) {
      return attribute;
    }
    var values = Arrays.stream(attribute.getValues()).map(Attributes::canonicalDn).toList();
    return new Attribute(attribute.getName(), values);
  }

  static String canonicalDn(String value) {
    try {
      return new DN(value).toMinimallyEncodedString();
    } catch (LDAPException e) {
      return value;
    }
  }

  /** The same filter with names spelt as they are stored. */
  static Filter canonical(Filter filter) {
    return switch (filter.getFilterType()) {
      case Filter.FILTER_TYPE_AND -> Filter.createANDFilter(canonical(filter.getComponents()));
      case Filter.FILTER_TYPE_OR -> Filter.createORFilter(canonical(filter.getComponents()));
      case Filter.FILTER_TYPE_NOT -> Filter.createNOTFilter(canonical(filter.getNOTComponent()));
      case Filter.FILTER_TYPE_EQUALITY ->
          NAMES.contains(plain(filter.getAttributeName()))
              ? Filter.createEqualityFilter(
                  filter.getAttributeName(), canonicalDn(filter.getAssertionValue()))
              : filter;
      default -> filter;
    };
  }

  private static List<Filter> canonical(Filter[] filters) {
    return Arrays.stream(filters).map(Attributes::canonical).toList();
  }

  static boolean asksForPassword(Filter filter) {
    return switch (filter.getFilterType()) {
      case Filter.FILTER_TYPE_AND, Filter.FILTER_TYPE_OR ->
          Arrays.stream(filter.getComponents()).anyMatch(Attributes::asksForPassword);
      case Filter.FILTER_TYPE_NOT -> asksForPassword(filter.getNOTComponent());
      default -> filter.getAttributeName() == null || password(filter.getAttributeName());
    };
  }

  /** What belongs into the file. */
  static Entry lasting(Entry entry) {
    var kept =
        entry.getAttributes().stream()
            .filter(attribute -> !computed(attribute.getName()))
            .map(Attributes::canonical)
            .toList();
    return new Entry(entry.getDN(), kept);
  }

  private static String plain(String name) {
    return Attribute.getBaseName(name).toLowerCase(Locale.ROOT);
  }
}
