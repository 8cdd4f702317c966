package io.gatehouse.app.acceptance;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The kill switch on a company's own OpenLDAP. */
class OpenLdapKillSwitchIT extends KillSwitch {
  @TempDir static Path folder;
  private static RecordingService service;
  private static OpenLdap server;
  private static RunningDemo demo;

  @BeforeAll
  static void start() {
    service = RecordingService.open();
    server = OpenLdap.start(folder.resolve("slapd"));
    demo = RunningDemo.startWithDirectory(folder.resolve("demo"), service, server);
  }

  @AfterAll
  static void stopServers() {
    server.close();
    service.close();
  }

  @Override
  RunningDemo demo() {
    return demo;
  }

  @Override
  LdapAccount directory() {
    return server.account();
  }

  // draft-behera-ldap-password-policy: a lock that no time ends.
  @Override
  void disable(boolean off) {
    change(
        """
        dn: uid=bob,ou=people,dc=example,dc=org
        changetype: modify
        %s: pwdAccountLockedTime
        %s\
        """
            .formatted(
                off ? "add" : "delete", off ? "pwdAccountLockedTime: 000001010000Z\n" : "-\n"));
  }
}
