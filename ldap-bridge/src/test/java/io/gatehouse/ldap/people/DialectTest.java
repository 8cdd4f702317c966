package io.gatehouse.ldap.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.ldap.settings.Flavour;
import io.gatehouse.testkit.StoppedClock;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DialectTest {
  private static final EntryUuid ID = new EntryUuid("6f9619ff-8b86-d011-b42d-00c04fc964ff");

  private static SearchResultEntry entry(Attribute... attributes) {
    return new SearchResultEntry("cn=x,dc=example", attributes);
  }

  @Test
  void activeDirectoryWritesTheFirstFieldsBackwards() {
    var mixed = HexFormat.of().parseHex("ff19966f868b11d0b42d00c04fc964ff");
    var guid = entry(new Attribute("objectGUID", mixed));
    assertThat(IdForm.OBJECT_GUID.read(guid)).contains(ID);
    assertThat(IdForm.OBJECT_GUID.filter(ID))
        .isEqualTo(Filter.createEqualityFilter("objectGUID", mixed));
    assertThat(IdForm.OBJECT_GUID.read(entry(new Attribute("objectGUID", new byte[15])))).isEmpty();
  }

  @Test
  void theOtherFormsReadAndAskTheSame() {
    var unique = entry(new Attribute("nsUniqueId", "6f9619ff-8b86d011-b42d00c0-4fc964ff"));
    assertThat(IdForm.NS_UNIQUE_ID.read(unique)).contains(ID);
    assertThat(IdForm.NS_UNIQUE_ID.filter(ID).toString())
        .isEqualTo("(nsUniqueId=6f9619ff-8b86d011-b42d00c0-4fc964ff)");
    var upper = entry(new Attribute("entryUUID", "6F9619FF-8B86-D011-B42D-00C04FC964FF"));
    assertThat(IdForm.ENTRY_UUID.read(upper)).contains(ID);
    assertThat(IdForm.ENTRY_UUID.read(entry(new Attribute("entryUUID", "x")))).isEmpty();
  }

  @Test
  void theFlavourIsReadFromTheRootEntry() {
    assertThat(DialectFinder.flavourOf(new String[] {"1.2.840.113556.1.4.800"}, null))
        .isEqualTo(Flavour.ACTIVE_DIRECTORY);
    assertThat(DialectFinder.flavourOf(null, "389 Project"))
        .isEqualTo(Flavour.DIRECTORY_SERVER_389);
    assertThat(DialectFinder.flavourOf(new String[] {"1.2.3"}, null)).isEqualTo(Flavour.OPENLDAP);
  }

  @Test
  void activeDirectoryLogsInByAccountOrPrincipalName() {
    var dialect = Dialect.of(Flavour.ACTIVE_DIRECTORY);
    assertThat(dialect.loginAttributes()).containsExactly("sAMAccountName", "userPrincipalName");
    assertThat(dialect.chained()).isTrue();
    assertThat(dialect.changed()).isEqualTo("whenChanged");
  }

  @ParameterizedTest
  @CsvSource({
    "pwdAccountLockedTime, 000001010000Z, DISABLED",
    "pwdAccountLockedTime, 00000101000000Z, DISABLED",
    "pwdAccountLockedTime, 20260101000000Z, LOCKED",
    "nsAccountLock, TRUE, DISABLED",
    "nsAccountLock, false, ACTIVE",
    "userAccountControl, 514, DISABLED",
    "userAccountControl, 512, ACTIVE",
    "accountExpires, 0, ACTIVE",
    "accountExpires, 9223372036854775807, ACTIVE",
    "accountExpires, 132223104000000000, DISABLED",
    "accountExpires, 150000000000000000, ACTIVE",
    "lockoutTime, 0, ACTIVE",
    "lockoutTime, 132223104000000000, LOCKED",
    "lockoutTime, nonsense, ACTIVE",
  })
  void eachProductMarksAccountsInItsOwnWay(String name, String value, AccountState state) {
    var states = new AccountStates(StoppedClock.at("2026-01-01T00:00:00Z"));
    assertThat(states.of(entry(new Attribute(name, value)))).isEqualTo(state);
  }
}
