package io.gatehouse.ldap.people;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import io.gatehouse.ldap.connection.Link;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The one group of an Active Directory account that lists no members: the account names it by the
 * last number of its security identifier (MS-ADTS §3.1.1.4.5.2, MS-DTYP §2.4.2.2).
 */
final class PrimaryGroup {
  private static final String NUMBER = "primaryGroupID";
  private static final String IDENTIFIER = "objectSid";

  /** Revision, count and authority, then at least the domain's and the account's own number. */
  private static final int SHORTEST = 8 + 4 + 4;

  private PrimaryGroup() {}

  /** What finds it; empty for an entry that has none, such as a group. */
  static Optional<Filter> of(Link link, DN account) throws LDAPException {
    return Optional.ofNullable(link.connection().getEntry(account.toString(), NUMBER, IDENTIFIER))
        .flatMap(PrimaryGroup::filter);
  }

  static Optional<Filter> filter(Entry account) {
    var number = account.getAttributeValue(NUMBER);
    var own = account.getAttributeValueBytes(IDENTIFIER);
    if (number == null || !number.matches("\\d{1,9}") || own == null || own.length < SHORTEST) {
      return Optional.empty();
    }
    var group = own.clone();
    ByteBuffer.wrap(group)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(group.length - Integer.BYTES, Integer.parseInt(number));
    return Optional.of(Filter.createEqualityFilter(IDENTIFIER, group));
  }
}
