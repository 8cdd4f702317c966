package io.gatehouse.ldap;

final class OpenLdapPasswordsTest extends PasswordContract {
  @Override
  TestDirectory start() {
    return TestDirectory.slapd("passwords");
  }
}
