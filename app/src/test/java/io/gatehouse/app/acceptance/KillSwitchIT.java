package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every credential of a person stops within five seconds of a change in the directory. */
class KillSwitchIT {
  private static final List<String> BOBS = List.of("bob", "apiKey", "hmac", "sigv4");
  private static final Duration WITHIN = Duration.ofSeconds(5);

  @TempDir Path scratch;
  private RunningDemo demo;
  private Proofs proofs;

  @BeforeEach
  void start() {
    demo = RunningDemo.start(scratch.resolve("demo"));
    proofs = new Proofs(demo, scratch);
    BOBS.forEach(caller -> assertThat(status(caller)).as(caller).isEqualTo(200));
  }

  @AfterEach
  void stop() {
    demo.close();
  }

  @Test
  void disabledByCommandAndEnabledAgain() {
    var jar = scratch.resolve("bob");
    var signIn = new SignIn(demo, jar);
    var refresh = signIn.tokens("bob", "openid offline_access orders.read").get("refresh_token");
    assertThat(demo.gatehouse("people", "disable", "bob").exit()).isZero();
    everythingStops();
    assertThat(signIn.refresh(refresh.stringValue()).status()).isEqualTo(400);
    assertThat(signIn.follow(signIn.authorizeUrl("openid")).field("location"))
        .as("the browser session is gone")
        .isEmpty();
    assertThat(demo.gatehouse("people", "enable", "bob").exit()).isZero();
    assertThat(becomes(() -> status("apiKey") == 200)).isTrue();
  }

  @Test
  void deletedInTheDirectory() {
    ldap("ldapdelete", "", "uid=bob," + people());
    everythingStops();
  }

  @Test
  void movedOutOfTheBase() {
    var move =
        """
        dn: uid=bob,%s
        changetype: modrdn
        newrdn: uid=bob
        deleteoldrdn: 0
        newsuperior: %s
        """
            .formatted(people(), people().substring(people().indexOf(',') + 1));
    ldap("ldapmodify", move);
    everythingStops();
  }

  @Test
  void removedFromTheGroup() {
    assertThat(proofs.call("alice", "POST", writeRoute()).status()).isEqualTo(200);
    var base = people().substring(people().indexOf(',') + 1);
    var change =
        """
        dn: cn=orders-write,ou=groups,%s
        changetype: modify
        delete: member
        member: uid=alice,%s
        """
            .formatted(base, people());
    ldap("ldapmodify", change);
    assertThat(becomes(() -> proofs.call("alice", "POST", writeRoute()).status() == 403)).isTrue();
  }

  private void everythingStops() {
    var begin = System.nanoTime();
    for (var caller : BOBS) {
      assertThat(becomes(() -> status(caller) == 401)).as(caller).isTrue();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(WITHIN);
    BOBS.forEach(caller -> assertThat(status(caller)).as(caller + " stays out").isEqualTo(401));
    assertThat(proofs.call("alice", "GET", demo.route()).status()).isEqualTo(200);
  }

  private static boolean becomes(BooleanSupplier condition) {
    var deadline = System.nanoTime() + WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      if (condition.getAsBoolean()) {
        return true;
      }
    }
    return false;
  }

  private int status(String caller) {
    return proofs.call(caller, "GET", demo.route()).status();
  }

  private String writeRoute() {
    return demo.json().get("writeRoute").stringValue();
  }

  private String people() {
    return directory().get("peopleBase").stringValue();
  }

  private JsonNode directory() {
    return demo.json().get("directory");
  }

  private void ldap(String program, String input, String... arguments) {
    var command =
        new java.util.ArrayList<>(
            List.of(
                "env",
                "LDAPTLS_CACERT=" + demo.ca(),
                program,
                "-x",
                "-H",
                directory().get("url").stringValue(),
                "-D",
                directory().get("bindDn").stringValue(),
                "-w",
                directory().get("password").stringValue()));
    command.addAll(List.of(arguments));
    var outcome =
        Shell.run(
            command,
            input.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            Duration.ofSeconds(10));
    assertThat(outcome.exit()).as(outcome.errors()).isZero();
  }
}
