package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
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

  @Test
  @Order(0)
  void g05_failuresByNameAndByMailAreOnePersons() {
    server
        .account()
        .run(
            "ldapadd",
            """
            dn: uid=mailer,ou=people,dc=example,dc=org
            objectClass: inetOrgPerson
            cn: Mailer
            sn: Mailer
            mail: mailer@example.org
            userPassword: right-password
            """);
    assertThat(enters("mailer", "right-password")).isTrue();
    assertThat(enters("mailer@example.org", "right-password")).isTrue();
    for (var name : List.of("mailer", "mailer@example.org", "Mailer@Example.org", "MAILER")) {
      assertThat(enters(name, "wrong")).isFalse();
    }
    assertThat(enters("mailer@example.org", "wrong")).isFalse();
    assertThat(enters("mailer", "right-password")).isFalse();
    assertThat(enters("mailer@example.org", "right-password")).isFalse();
  }

  private static boolean enters(String name, String password) {
    var signIn = new SignIn(demo, folder.resolve("mailer"));
    signIn.forget();
    var page = signIn.follow(signIn.authorizeUrl("openid"));
    return signIn.submit(page, name, password).field("location").isPresent();
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
