package io.gatehouse.ldap;

final class OpenLdapContractTest extends DirectoryContract {
  @Override
  TestDirectory start() {
    return TestDirectory.slapd("people");
  }
}
