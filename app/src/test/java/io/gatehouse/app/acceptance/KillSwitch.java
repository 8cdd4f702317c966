package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every credential of a person stops within five seconds of a change in the directory. The changes
 * but the last are undone, and undoing one brings the keys back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class KillSwitch {
  private static final List<String> KEYS =
      List.of("apiKey", "hmac", "sigv4", "samlAssertion", "clientCertificate", "basic:bob");
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final String BASE = "dc=example,dc=org";
  private static final String PEOPLE = "ou=people," + BASE;

  @TempDir Path scratch;
  private Proofs proofs;
  private SignIn session;
  private String refreshToken = "";

  abstract RunningDemo demo();

  abstract LdapAccount directory();

  /** Switches bob off, or on again. */
  abstract void disable(boolean off);

  @AfterAll
  void stop() {
    demo().close();
  }

  @BeforeEach
  void bobCanUseEverything() {
    KEYS.forEach(key ->
        assertThat(becomes(() -> status(new Proofs(demo(), scratch), key) == 200))
            .as(key)
            .isTrue());
    proofs = new Proofs(demo(), scratch);
    assertThat(status(proofs, "bob")).isEqualTo(200);
    session = new SignIn(demo(), scratch.resolve("bob"));
    refreshToken =
        session
            .tokens("bob", "openid offline_access orders.read")
            .get("refresh_token")
            .stringValue();
  }

  @Test
  @Order(1)
  void removedFromTheGroup() {
    var write = demo().json().get("writeRoute").stringValue();
    assertThat(proofs.call("alice", "POST", write).status()).isEqualTo(200);
    // A group is never empty, so carol joins before alice leaves.
    member("add", "carol");
    member("delete", "alice");
    assertThat(becomes(() -> proofs.call("alice", "POST", write).status() == 403)).isTrue();
    member("add", "alice");
  }

  @Test
  @Order(2)
  void disabledAndEnabledAgain() {
    disable(true);
    everythingStops();
    disable(false);
  }

  @Test
  @Order(3)
  void movedOutOfTheBaseAndBack() {
    move(PEOPLE, BASE);
    everythingStops();
    move(BASE, PEOPLE);
  }

  @Test
  @Order(4)
  void deletedInTheDirectory() {
    directory().run("ldapdelete", "", "uid=bob," + PEOPLE);
    everythingStops();
  }

  private void member(String verb, String name) {
    change(
        """
        dn: cn=orders-write,ou=groups,%s
        changetype: modify
        %s: member
        member: uid=%s,%s
        """
            .formatted(BASE, verb, name, PEOPLE));
  }

  private void move(String from, String to) {
    change(
        """
        dn: uid=bob,%s
        changetype: modrdn
        newrdn: uid=bob
        deleteoldrdn: 0
        newsuperior: %s
        """
            .formatted(from, to));
  }

  final void change(String ldif) {
    directory().run("ldapmodify", ldif);
  }

  private void everythingStops() {
    var begin = System.nanoTime();
    assertThat(becomes(() -> status(proofs, "bob") == 401)).as("access token").isTrue();
    for (var key : KEYS) {
      assertThat(becomes(() -> status(proofs, key) == 401)).as(key).isTrue();
    }
    assertThat(session.refresh(refreshToken).status()).as("refresh token").isEqualTo(400);
    assertThat(session.follow(session.authorizeUrl("openid")).field("location"))
        .as("the browser session is gone")
        .isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(WITHIN);
    assertThat(status(proofs, "bob")).as("stays out").isEqualTo(401);
    KEYS.forEach(key -> assertThat(status(proofs, key)).as(key + " stays out").isEqualTo(401));
    assertThat(proofs.call("alice", "GET", demo().route()).status()).isEqualTo(200);
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

  private int status(Proofs of, String caller) {
    var route = caller.startsWith("basic:") ? "basicRoute" : "route";
    return of.call(caller, "GET", demo().json().get(route).stringValue()).status();
  }
}
