package io.gatehouse.ldap;

final class EmbeddedWatchTest extends WatchContract {
  @Override
  TestDirectory start() {
    return TestDirectory.embedded();
  }
}
