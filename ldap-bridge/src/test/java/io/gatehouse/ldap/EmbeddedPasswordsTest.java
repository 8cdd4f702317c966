package io.gatehouse.ldap;

final class EmbeddedPasswordsTest extends PasswordContract {
  @Override
  TestDirectory start() {
    return TestDirectory.embedded();
  }
}
