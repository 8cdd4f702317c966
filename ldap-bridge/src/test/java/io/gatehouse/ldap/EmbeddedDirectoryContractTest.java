package io.gatehouse.ldap;

final class EmbeddedDirectoryContractTest extends DirectoryContract {
  @Override
  TestDirectory start() {
    return TestDirectory.embedded();
  }
}
