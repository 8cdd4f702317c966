package io.gatehouse.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.controls.ManageDsaITRequestControl;
import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.PasswordCheck.Answer;
import io.gatehouse.identity.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds for every directory: how people and groups are found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DirectoryContract {
  private TestDirectory server;
  private Opened opened;
  private Writer writer;

  abstract TestDirectory start();

  @BeforeAll
  void startServer() {
    server = start();
  }

  @AfterAll
  void stopServer() {
    server.close();
  }

  @BeforeEach
  void open() throws LDAPException {
    opened = Opened.with(server.settings());
    writer = new Writer(server.asWriter());
  }

  @AfterEach
  void close() {
    opened.close();
    writer.close();
  }

  private Optional<Owner> found(String name) {
    return opened.directory().people().byLoginName(name);
  }

  private Owner owner(String name) {
    return found(name).orElseThrow();
  }

  @Test
  void aPersonIsFoundWithNameGroupsAndProfile() {
    var alice = owner("alice");
    assertThat(alice.username()).isEqualTo("alice");
    assertThat(alice.state()).isEqualTo(AccountState.ACTIVE);
    assertThat(alice.groups()).contains("orders-read");
    assertThat(alice.profile())
        .isEqualTo(
            new Owner.Profile(
                Optional.of("Alice Archer"),
                Optional.of("Alice"),
                Optional.of("Archer"),
                Optional.of("alice@example.org")));
    assertThat(opened.directory().people().byId(alice.id())).contains(alice);
    assertThat(opened.directory().reach()).isEqualTo(server.url().toString());
  }

  @Test
  void anAttributeFindsOnlyWhenExactlyOneHasTheValue() throws LDAPException {
    writer.addPerson("twin1", "password");
    writer.addPerson("twin2", "password");
    writer.set(Writer.person("twin1"), "employeeNumber", "7");
    var people = opened.directory().people();
    assertThat(people.byAttribute("employeeNumber", "7")).isPresent();
    writer.set(Writer.person("twin2"), "employeeNumber", "7");
    assertThat(people.byAttribute("employeeNumber", "7")).isEmpty();
    assertThat(people.byAttribute("employeeNumber", "8")).isEmpty();
  }

  @Test
  void g02_filterCharactersInANameAreLiteral() throws LDAPException {
    for (var name :
        new String[] {
          "*", "a*", "*)(uid=*", "alice)(|(objectClass=*", "\\2a", "al\0ice", "alice\0", "(", "&"
        }) {
      assertThat(found(name)).as(name).isEmpty();
    }
    writer.addPerson("st*r", "password");
    assertThat(owner("st*r").username()).isEqualTo("st*r");
    assertThat(found("st*")).isEmpty();
  }

  @Test
  void g03_charactersOfDistinguishedNamesInANameAreLiteral() throws LDAPException {
    writer.addPerson("a,ou=admins", "comma-password");
    assertThat(owner("a,ou=admins").username()).isEqualTo("a,ou=admins");
    assertThat(found("a\\2cou=admins")).isEmpty();
    assertThat(found("a\\,ou=admins")).isEmpty();
    var answer =
        opened
            .directory()
            .passwords()
            .check("a,ou=admins", Secret.ofText("comma-password"), Opened.address("192.0.2.3"));
    assertThat(answer).isInstanceOf(Answer.Correct.class);
  }

  @Test
  void g04_everySpellingOfANameIsTheSamePerson() {
    var alice = owner("alice");
    for (var name : new String[] {"ALICE", " alice", "alice ", "Alice", "alice@example.org"}) {
      assertThat(owner(name)).as(name).isEqualTo(alice);
    }
    // Whatever a directory makes of other spellings, it is one id or nobody.
    for (var name : new String[] {"ａｌｉｃｅ", "al\u200bice", "alíce", "ali\u0301ce"}) {
      assertThat(found(name).map(Owner::id))
          .as(name)
          .isIn(Optional.of(alice.id()), Optional.empty());
    }
  }

  @Test
  void groupsCountByMemberUniqueMemberAndNesting() throws LDAPException {
    writer.addPerson("nested", "password");
    writer.addGroup(Writer.group("inner"), Writer.person("nested"));
    writer.addGroup(Writer.group("middle"), Writer.group("inner"));
    writer.addGroup(Writer.group("outer"), Writer.group("middle"));
    var unique = new Entry(Writer.group("unique"));
    unique.addAttribute("objectClass", "groupOfUniqueNames");
    unique.addAttribute("cn", "unique");
    unique.addAttribute("uniqueMember", Writer.person("nested"));
    writer.connection().add(unique);
    assertThat(owner("nested").groups())
        .containsExactlyInAnyOrder("inner", "middle", "outer", "unique");
  }

  @Test
  void g07_aGroupOfTheSameNameElsewhereIsAnotherGroup() throws LDAPException {
    writer.addPerson("trick", "password");
    var trick = Writer.person("trick");
    writer.addGroup("cn=admins,ou=left," + TestDirectory.BASE, trick);
    writer.addGroup("cn=admins,ou=people," + TestDirectory.BASE, trick);
    writer.addGroup("cn=admins,ou=lab," + Writer.GROUPS, trick);
    writer.addGroup("cn=admins\\,ou=x," + Writer.GROUPS, trick);
    writer.addGroup("cn=up/admins," + Writer.GROUPS, trick);
    writer.addGroup("cn=other," + Writer.GROUPS, trick);
    writer.set("cn=other," + Writer.GROUPS, "cn", "other", "admins");
    assertThat(owner("trick").groups())
        .containsExactlyInAnyOrder("lab/admins", "admins,ou=x", "other");
  }

  @Test
  void g08_aLoopOfGroupsEnds() throws LDAPException {
    writer.addPerson("looped", "password");
    writer.addGroup(Writer.group("loop-a"), Writer.person("looped"));
    writer.addGroup(Writer.group("loop-b"), Writer.group("loop-a"));
    writer.set(Writer.group("loop-a"), "member", Writer.person("looped"), Writer.group("loop-b"));
    assertThat(owner("looped").groups()).containsExactlyInAnyOrder("loop-a", "loop-b");
  }

  @Test
  void g08_groupsNestedTooDeepGiveNothing() throws LDAPException {
    writer.addPerson("deep", "password");
    var member = Writer.person("deep");
    for (var depth = 1; depth <= 10; depth++) {
      writer.addGroup(Writer.group("deep-" + depth), member);
      member = Writer.group("deep-" + depth);
    }
    assertThat(owner("deep").groups()).hasSize(10);
    writer.addGroup(Writer.group("deep-11"), member);
    assertThat(owner("deep").groups()).isEmpty();
  }

  @Test
  void disabledAndLockedAreToldApart() throws LDAPException {
    writer.addPerson("state", "password");
    var dn = Writer.person("state");
    writer.set(dn, "pwdAccountLockedTime", "000001010000Z");
    assertThat(owner("state").state()).isEqualTo(AccountState.DISABLED);
    writer.set(dn, "pwdAccountLockedTime", "20260101000000Z");
    assertThat(owner("state").state()).isEqualTo(AccountState.LOCKED);
    writer.set(dn, "pwdAccountLockedTime");
    assertThat(owner("state").state()).isEqualTo(AccountState.ACTIVE);
  }

  @Test
  void whoLeftThePeopleBaseIsNobody() throws LDAPException {
    writer.addPerson("leaver", "password");
    var id = owner("leaver").id();
    writer.moveOut(Writer.person("leaver"));
    assertThat(found("leaver")).isEmpty();
    assertThat(opened.directory().people().byId(id)).isEmpty();
  }

  @Test
  void g16_aNameUsedAgainIsAnotherOwner() throws LDAPException {
    writer.addPerson("recycled", "password");
    var before = owner("recycled").id();
    writer.delete(Writer.person("recycled"));
    writer.addPerson("recycled", "password");
    assertThat(owner("recycled").id()).isNotEqualTo(before);
    assertThat(opened.directory().people().byId(before)).isEmpty();
  }

  @Test
  void g11_javaObjectsInAttributesAreInert() throws LDAPException {
    writer.addPerson("object", "password");
    writer.set(Writer.person("object"), "description", "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==");
    writer.set(Writer.person("object"), "labeledURI", "ldap://127.0.0.1:1/dc=x Factory");
    assertThat(owner("object").profile().name()).contains("object");
  }

  @Test
  void g12_hugeAndBinaryValuesAndControlCharactersStayOutside() throws LDAPException, IOException {
    writer.addPerson("huge", "password");
    var dn = Writer.person("huge");
    var photo = new byte[1024 * 1024];
    Arrays.fill(photo, (byte) 0xff);
    writer.connection().modify(dn, new Modification(ModificationType.REPLACE, "jpegPhoto", photo));
    writer.set(dn, "displayName", "evil\r\nSet-Cookie: x");
    writer.set(dn, "givenName", "x".repeat(2000));
    writer.set(dn, "sn", "Sm\u0007ith", "Smith");
    var profile = owner("huge").profile();
    assertThat(profile.name()).contains("huge");
    assertThat(profile.givenName()).isEmpty();
    assertThat(profile.familyName()).contains("Smith");
  }

  @Test
  void g09_aReferralIsNotFollowed() throws LDAPException, IOException {
    try (var elsewhere = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var referral = new Entry("cn=away," + Writer.PEOPLE);
      referral.addAttribute("objectClass", "referral", "extensibleObject");
      referral.addAttribute("cn", "away");
      referral.addAttribute(
          "ref", "ldap://127.0.0.1:" + elsewhere.getLocalPort() + "/" + Writer.PEOPLE);
      writer.connection().add(new AddRequest(referral, new Control[] {manageReferrals()}));
      assertThat(owner("alice").username()).isEqualTo("alice");
      assertThat(found("nobody-at-all")).isEmpty();
      elsewhere.setSoTimeout(100);
      assertThat(connections(elsewhere)).isZero();
    }
  }

  private static Control manageReferrals() {
    return new ManageDsaITRequestControl(false);
  }

  private static int connections(ServerSocket socket) throws IOException {
    try (var _ = socket.accept()) {
      return 1;
    } catch (SocketTimeoutException e) {
      return 0;
    }
  }

  @Test
  void membersAreWhoTheGroupNamesWhateverTheSpelling() throws LDAPException {
    writer.addPerson("spelt", "password");
    writer.addGroup(Writer.group("spelling"), "UID=Spelt, OU=People, DC=example, DC=org");
    assertThat(owner("spelt").groups()).isEqualTo(Set.of("spelling"));
  }
}
