package io.gatehouse.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.gatehouse.identity.Secret;
import io.gatehouse.ldap.embedded.BrokenLdif;
import io.gatehouse.ldap.embedded.EmbeddedDirectory;
import io.gatehouse.ldap.embedded.EmbeddedPeople.Outcome;
import io.gatehouse.ldap.embedded.FirstPeople;
import io.gatehouse.ldap.settings.DirectorySettings.BindAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of the embedded directory, edited by people and by the directory. */
final class EmbeddedFileTest {
  private static final BindAccount ACCOUNT =
      new BindAccount("cn=gatehouse,dc=example,dc=org", Secret.ofText("account-password"));

  @TempDir private Path folder;
  private Path file;
  private EmbeddedDirectory directory;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("people.ldif");
    var bob = new FirstPeople.Person("bob", "Bob", "Baker", Secret.ofText("bob-password"));
    new FirstPeople("dc=example,dc=org", new SecureRandom())
        .write(
            file,
            ACCOUNT.dn(),
            List.of(bob),
            List.of(new FirstPeople.Members("orders-read", List.of("bob"))));
    directory = TestDirectory.embedded(file, ACCOUNT);
  }

  @AfterEach
  void stop() {
    directory.close();
  }

  private LDAPConnection as(String dn, String password) throws LDAPException {
    var sockets = Certificates.client().getSocketFactory();
    return new LDAPConnection(sockets, "127.0.0.1", directory.port(), dn, password);
  }

  private Writer writer() throws LDAPException {
    return new Writer(as(ACCOUNT.dn(), "account-password"));
  }

  private boolean signsIn(String uid, String password) {
    try (var _ = as(Writer.person(uid), password)) {
      return true;
    } catch (LDAPException e) {
      assertThat(e.getResultCode()).isEqualTo(ResultCode.INVALID_CREDENTIALS);
      return false;
    }
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  private void settle() {
    directory.checkFile();
    directory.checkFile();
  }

  @Test
  void theFirstFileIsPrivateAndHasNoPasswordInClear() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).doesNotContain("bob-password").contains("entryUUID: ");
    assertThat(signsIn("bob", "bob-password")).isTrue();
    assertThat(signsIn("bob", "bob-passwore")).isFalse();
  }

  @Test
  void anEntryWrittenByHandIsCompletedAndKeepsItsComment() throws IOException {
    append(
        """

        # Carol started in May.
        dn: uid=carol,ou=people,dc=example,dc=org
        objectClass: inetOrgPerson
        uid: carol
        cn: Carol
        sn: Cook
        userPassword: in clear
        """);
    settle();
    assertThat(directory.problem()).isEmpty();
    assertThat(Files.readString(file))
        .contains("# Carol started in May.\ndn: uid=carol")
        .doesNotContain("in clear\n")
        .contains("# People and groups. Edit this file");
    assertThat(signsIn("carol", "in clear")).isTrue();
    var id = directory.people().list().getLast().id();
    directory.close();
    directory = TestDirectory.embedded(file, ACCOUNT);
    assertThat(directory.people().list().getLast().id()).isEqualTo(id);
  }

  @Test
  void disablingByHandAndByCommandWriteTheSameLine() throws IOException {
    assertThat(directory.people().disable("bob")).isInstanceOf(Outcome.Done.class);
    assertThat(Files.readString(file)).contains("\npwdAccountLockedTime: 000001010000Z\n");
    assertThat(signsIn("bob", "bob-password")).isFalse();
    var text = Files.readString(file).replace("\npwdAccountLockedTime: 000001010000Z\n", "\n");
    Files.writeString(file, text);
    settle();
    assertThat(signsIn("bob", "bob-password")).isTrue();
    assertThat(directory.people().disable("BOB")).isInstanceOf(Outcome.Done.class);
    assertThat(directory.people().enable("bob")).isInstanceOf(Outcome.Done.class);
    assertThat(Files.readString(file)).isEqualTo(text);
    assertThat(directory.people().disable("nobody")).isEqualTo(new Outcome.Unknown());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "garbage | write \"attribute: value\"",
        "dn: uid=x,ou=nowhere,dc=example,dc=org\\nuid: x | the entry above this one is missing",
        "dn: uid=bob,ou=people,dc=example,dc=org\\nuid: bob | stands here twice",
        "dn: dc=elsewhere\\ndc: elsewhere | below the first one",
        "dn: uid=x,ou=people,dc=example,dc=org\\nentryUUID: seven | entryUUID is not a UUID",
        "dn: uid=x,ou=people,dc=example,dc=org\\nuid:< file:///etc/passwd | not read from other",
        "dn: uid=x,ou=people,dc=example,dc=org\\nuid:: %% | followed by Base64",
        "dn: uid=x,ou=people,dc=example,dc=org\\nuserPassword: {CRYPT}secret-value | not known here",
        "dn: not a name\\nuid: x | not a distinguished name",
        "uid: x | begins with \"dn:\"",
      })
  void aBrokenFileChangesNothingAndIsReportedWithItsLine(String text, String problem)
      throws IOException, LDAPException {
    var before = Files.readString(file);
    var line = before.lines().count() + 3;
    append("\n\n" + text.replace("\\n", "\n") + "\n");
    var broken = Files.readString(file);
    settle();
    assertThat(directory.problem().orElseThrow())
        .startsWith(file.toRealPath() + ":")
        .contains(problem.replace("\"\"", "\""))
        .doesNotContain("secret-value");
    assertThat(directory.problem().orElseThrow().split(":", -1)[1])
        .isIn(Long.toString(line), Long.toString(line + 1));
    assertThat(Files.readString(file)).isEqualTo(broken);
    assertThat(signsIn("bob", "bob-password")).isTrue();
    assertThatThrownBy(() -> TestDirectory.embedded(file, ACCOUNT)).isInstanceOf(BrokenLdif.class);
    assertThat(directory.people().disable("bob")).isInstanceOf(Outcome.NotSaved.class);
    assertThat(Files.readString(file)).isEqualTo(broken);
    Files.writeString(file, before);
    settle();
    assertThat(directory.problem()).isEmpty();
  }

  @Test
  void aSaveNeverOverwritesANewerFile() throws IOException, LDAPException {
    try (var writer = writer()) {
      append("\n# a note that must not be lost\n");
      assertThatThrownBy(() -> writer.set(Writer.person("bob"), "mail", "b@example.org"))
          .isInstanceOfSatisfying(
              LDAPException.class, e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.BUSY));
      settle();
      writer.set(Writer.person("bob"), "mail", "b@example.org");
    }
    assertThat(Files.readString(file))
        .contains("# a note that must not be lost")
        .contains("mail: b@example.org");
  }

  @Test
  void changesOverLdapAreInTheFileWhenTheyAreAcknowledged() throws IOException, LDAPException {
    try (var writer = writer()) {
      writer.addPerson("dora", "dora-password");
      assertThat(Files.readString(file)).contains("dn: uid=dora").doesNotContain("dora-password");
      writer.set(
          Writer.group("orders-read"), "member", Writer.person("bob"), Writer.person("dora"));
      writer.connection().modifyDN(Writer.person("dora"), "uid=doris", true);
      assertThat(Files.readString(file)).contains("member: uid=doris,ou=people");
      var doris = writer.connection().getEntry(Writer.person("doris"), "*", "memberOf");
      assertThat(doris.getAttributeValue("memberOf")).startsWith("cn=orders-read,");
      writer.delete(Writer.person("doris"));
      assertThat(Files.readString(file)).doesNotContain("doris").doesNotContain("memberOf");
    }
    assertThat(folder.toFile().list()).containsExactly("people.ldif");
  }

  @Test
  void aHalfWrittenFileIsWaitedFor() throws IOException {
    var text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.indexOf("dn: uid=bob")));
    directory.checkFile();
    assertThat(signsIn("bob", "bob-password")).isTrue();
    Files.writeString(file, text + "\n# done\n");
    settle();
    assertThat(signsIn("bob", "bob-password")).isTrue();
    assertThat(directory.people().list()).hasSize(1);
  }
}
