package io.gatehouse.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.OwnerChanged;
import io.gatehouse.identity.OwnerChanged.Change;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the watch tells at every directory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WatchContract {
  private TestDirectory server;
  private Opened opened;
  private Writer writer;
  private LinkedBlockingQueue<OwnerChanged> events;

  abstract TestDirectory start();

  @BeforeAll
  void startServer() {
    server = start();
  }

  @AfterAll
  void stopServer() {
    server.close();
  }

  @BeforeEach
  void open() throws LDAPException {
    opened = Opened.with(server.settings());
    writer = new Writer(server.asWriter());
    events = new LinkedBlockingQueue<>();
    opened.directory().watch().subscribe(events::add);
  }

  @AfterEach
  void close() {
    opened.close();
    writer.close();
  }

  private EntryUuid used(String name) throws LDAPException {
    writer.addPerson(name, "password");
    return usedAgain(name);
  }

  private EntryUuid usedAgain(String name) {
    var id = opened.directory().people().byLoginName(name).orElseThrow().id();
    opened.directory().watch().used(id);
    return id;
  }

  /** What a round tells of one owner. */
  private List<Change> round(EntryUuid owner) {
    opened.directory().watch().round();
    var told = new HashSet<OwnerChanged>();
    events.drainTo(told);
    return told.stream()
        .filter(event -> event.owner().equals(owner))
        .map(OwnerChanged::change)
        .toList();
  }

  @Test
  void everyKillSwitchIsToldWithinFiveSeconds() throws Exception {
    var disabled = used("kill-disabled");
    var deleted = used("kill-deleted");
    var moved = used("kill-moved");
    writer.addPerson("kill-group", "password");
    var dn = Writer.person("kill-group");
    writer.addGroup(Writer.group("killers"), dn, Writer.person("alice"));
    var ungrouped = usedAgain("kill-group");
    try (var scheduler = Executors.newSingleThreadScheduledExecutor()) {
      opened.directory().watch().start(scheduler);
      assertThat(events.poll(100, TimeUnit.MILLISECONDS)).isNull();
      writer.set(Writer.person("kill-disabled"), "pwdAccountLockedTime", "000001010000Z");
      writer.delete(Writer.person("kill-deleted"));
      writer.moveOut(Writer.person("kill-moved"));
      writer.remove(Writer.group("killers"), "member", dn);
      var wanted =
          Set.of(
              new OwnerChanged(disabled, Change.DISABLED),
              new OwnerChanged(deleted, Change.DELETED),
              new OwnerChanged(moved, Change.OUT_OF_SCOPE),
              new OwnerChanged(ungrouped, Change.GROUPS_CHANGED));
      assertThat(within(Duration.ofSeconds(5), wanted)).isEqualTo(wanted);
      opened.directory().watch().close();
    }
    assertThat(opened.directory().watch().lastSuccess()).isPresent();
  }

  private Set<OwnerChanged> within(Duration limit, Set<OwnerChanged> wanted)
      throws InterruptedException {
    var met = new HashSet<OwnerChanged>();
    var deadline = System.nanoTime() + limit.toNanos();
    while (met.size() < wanted.size() && deadline - System.nanoTime() > 0) {
      var event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event != null && wanted.contains(event)) {
        met.add(event);
      }
    }
    return met;
  }

  @Test
  void nothingIsToldWhileNothingChanges() throws LDAPException {
    var owner = used("quiet");
    assertThat(round(owner)).isEmpty();
    assertThat(round(owner)).isEmpty();
    assertThat(round(owner)).isEmpty();
  }

  @Test
  void aPersonIsToldInAndOut() throws LDAPException {
    var owner = used("switched");
    var dn = Writer.person("switched");
    assertThat(round(owner)).isEmpty();
    writer.set(dn, "pwdAccountLockedTime", "000001010000Z");
    assertThat(round(owner)).containsExactly(Change.DISABLED);
    assertThat(round(owner)).isEmpty();
    writer.set(dn, "pwdAccountLockedTime");
    assertThat(round(owner)).containsExactly(Change.ENABLED);
    writer.set(dn, "pwdAccountLockedTime", "20260101000000Z");
    assertThat(round(owner)).containsExactly(Change.LOCKED);
    writer.set(dn, "mail", "new@example.org");
    assertThat(round(owner)).containsExactly(Change.PROFILE_CHANGED);
    writer.moveOut(dn);
    assertThat(round(owner)).containsExactly(Change.OUT_OF_SCOPE);
    assertThat(round(owner)).isEmpty();
    writer
        .connection()
        .modifyDN("uid=switched,ou=left,dc=example,dc=org", "uid=switched", true, Writer.PEOPLE);
    assertThat(round(owner)).containsExactly(Change.LOCKED);
  }

  @Test
  void aChangeBetweenTheFirstReadingAndTheFirstRoundIsTold() throws LDAPException {
    var owner = used("early");
    writer.set(Writer.person("early"), "pwdAccountLockedTime", "000001010000Z");
    assertThat(round(owner)).containsExactly(Change.DISABLED);
  }

  @Test
  void aNewPasswordIsTold() throws LDAPException {
    var owner = used("renewed");
    assertThat(round(owner)).isEmpty();
    writer.set(Writer.person("renewed"), "userPassword", "another");
    assertThat(round(owner)).containsExactly(Change.PASSWORD_CHANGED);
  }

  @Test
  void membershipOfMembershipsReachesTheOwner() throws LDAPException {
    writer.addPerson("member", "password");
    writer.addGroup(Writer.group("team"), Writer.person("member"));
    writer.addGroup(Writer.group("division"), Writer.person("alice"));
    var owner = usedAgain("member");
    assertThat(round(owner)).isEmpty();
    writer.set(Writer.group("division"), "member", Writer.group("team"));
    assertThat(round(owner)).containsExactly(Change.GROUPS_CHANGED);
    assertThat(round(owner)).isEmpty();
    writer.set(Writer.group("division"), "member", Writer.person("alice"));
    assertThat(round(owner)).containsExactly(Change.GROUPS_CHANGED);
  }

  @Test
  void aGroupThatGoesAwayReachesTheOwner() throws LDAPException {
    writer.addPerson("grouped", "password");
    for (var name : List.of("gone", "renamed", "moved")) {
      writer.addGroup(Writer.group(name), Writer.person("grouped"));
    }
    var owner = usedAgain("grouped");
    assertThat(round(owner)).isEmpty();
    writer.delete(Writer.group("gone"));
    assertThat(round(owner)).containsExactly(Change.GROUPS_CHANGED);
    writer.connection().modifyDN(Writer.group("renamed"), "cn=other-name", true);
    assertThat(round(owner)).containsExactly(Change.GROUPS_CHANGED);
    writer.moveOut(Writer.group("moved"));
    assertThat(round(owner)).containsExactly(Change.GROUPS_CHANGED);
    writer.addGroup(Writer.group("fresh"), Writer.person("grouped"));
    assertThat(round(owner)).containsExactly(Change.GROUPS_CHANGED);
    assertThat(opened.directory().people().byId(owner).orElseThrow().groups())
        .containsExactlyInAnyOrder("other-name", "fresh");
  }

  @Test
  void whoIsNotInUseIsToldByTheTimestamp() throws LDAPException {
    writer.addPerson("stranger", "password");
    var owner = opened.directory().people().byLoginName("stranger").orElseThrow().id();
    assertThat(round(owner)).isEmpty();
    writer.set(Writer.person("stranger"), "pwdAccountLockedTime", "000001010000Z");
    assertThat(round(owner)).contains(Change.DISABLED);
    assertThat(round(owner)).isEmpty();
  }

  @Test
  void aListenerThatFailsIsToldAgain() throws LDAPException {
    var owner = used("repeated");
    assertThat(round(owner)).isEmpty();
    writer.set(Writer.person("repeated"), "pwdAccountLockedTime", "000001010000Z");
    var failures = new LinkedBlockingQueue<>(List.of(1));
    opened
        .directory()
        .watch()
        .subscribe(event -> {
          if (failures.poll() != null) {
            throw new IllegalStateException("the store is down");
          }
        });
    assertThatThrownBy(() -> opened.directory().watch().round())
        .isInstanceOf(IllegalStateException.class);
    events.clear();
    assertThat(round(owner)).containsExactly(Change.DISABLED);
  }

  @Test
  void whoWasNotUsedForTenMinutesIsNoLongerLookedFor() throws LDAPException {
    var owner = used("faded");
    assertThat(round(owner)).isEmpty();
    opened.advance(Duration.ofMinutes(11));
    writer.delete(Writer.person("faded"));
    assertThat(round(owner)).isEmpty();
  }
}
