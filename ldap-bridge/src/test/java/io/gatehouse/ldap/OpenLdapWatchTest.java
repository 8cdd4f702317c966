package io.gatehouse.ldap;

final class OpenLdapWatchTest extends WatchContract {
  @Override
  TestDirectory start() {
    return TestDirectory.slapd("watch");
  }
}
