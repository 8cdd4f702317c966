package io.gatehouse.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import io.gatehouse.identity.PasswordCheck.Answer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;

final class OpenLdapPasswordsTest extends PasswordContract {
  @Override
  TestDirectory start() {
    return TestDirectory.slapd("passwords");
  }

  @Test
  void aPasswordThatWasResetMustBeChanged() throws LDAPException {
    writer().addPerson("reset", "given-by-admin");
    var dn = Writer.person("reset");
    writer().set(dn, "pwdPolicySubentry", "cn=reset,ou=policies," + TestDirectory.BASE);
    writer().set(dn, "pwdReset", "TRUE");
    assertThat(check("reset", "given-by-admin")).isInstanceOf(Answer.MustChange.class);
    assertThat(check("reset", "wrong")).isEqualTo(new Answer.Wrong());
  }

  @Test
  void aTemporaryLockIsTheDirectorysToJudge() throws LDAPException {
    writer().addPerson("locked", "right");
    var dn = Writer.person("locked");
    writer().set(dn, "pwdPolicySubentry", "cn=lockout,ou=policies," + TestDirectory.BASE);
    var format = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    writer().set(dn, "pwdAccountLockedTime", format.format(Clock.systemUTC().instant()));
    assertThat(check("locked", "right")).isEqualTo(new Answer.Wrong());
    writer().set(dn, "pwdAccountLockedTime", "20200101000000Z");
    assertThat(check("locked", "right")).isInstanceOf(Answer.Correct.class);
  }
}
