package io.gatehouse.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.PasswordCheck.Answer;
import io.gatehouse.identity.Secret;
import io.gatehouse.ldap.settings.DirectorySettings;
import io.gatehouse.ldap.settings.DirectorySettings.Transport;
import io.gatehouse.ldap.settings.DirectorySettings.Tree;
import io.gatehouse.ldap.settings.LdapUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A directory that dies, hangs and comes back. */
final class OutageTest {
  private static DirectorySettings settings(Slapd... servers) {
    var urls = new ArrayList<LdapUrl>();
    for (var server : servers) {
      urls.add(new LdapUrl(true, "127.0.0.1", server.tlsPort()));
    }
    return DirectorySettings.of(
        urls, Tree.below(TestDirectory.BASE), TestDirectory.reader(), Certificates.client());
  }

  private static Answer login(Opened opened, String password) {
    return opened
        .directory()
        .passwords()
        .check("alice", Secret.ofText(password), Opened.address("192.0.2.9"));
  }

  private static Duration refused(Opened opened) {
    var began = System.nanoTime();
    assertThatThrownBy(() -> login(opened, "alice-password"))
        .isInstanceOfSatisfying(
            DependencyUnavailable.class,
            e -> assertThat(e.dependency()).isEqualTo(Dependency.DIRECTORY));
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static void awaitLogin(Opened opened, Duration limit) {
    var deadline = System.nanoTime() + limit.toNanos();
    while (deadline - System.nanoTime() > 0) {
      try {
        assertThat(login(opened, "alice-password")).isInstanceOf(Answer.Correct.class);
        return;
      } catch (DependencyUnavailable e) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
    }
    throw new AssertionError("no login within " + limit);
  }

  @Test
  void r01_aStoppedDirectoryIsAnOutageAtOnceAndNotAWrongPassword() {
    try (var slapd = Slapd.start("r01");
        var opened = Opened.with(settings(slapd))) {
      for (var i = 0; i < 4; i++) {
        assertThat(login(opened, "wrong")).isEqualTo(new Answer.Wrong());
      }
      slapd.stop();
      for (var i = 0; i < 10; i++) {
        refused(opened);
      }
      assertThat(refused(opened)).isLessThan(Duration.ofMillis(50));
      assertThatThrownBy(() -> opened.directory().watch().round())
          .isInstanceOf(DependencyUnavailable.class);
      slapd.startAgain();
      awaitLogin(opened, Duration.ofSeconds(5));
    }
  }

  @Test
  void r01_anOutageCountsAgainstNobody() {
    try (var slapd = Slapd.start("counts");
        var opened = Opened.with(settings(slapd))) {
      slapd.stop();
      for (var i = 0; i < 60; i++) {
        refused(opened);
      }
      slapd.startAgain();
      opened.advance(Duration.ofSeconds(3));
      awaitLogin(opened, Duration.ofSeconds(5));
    }
  }

  @Test
  void r02_aFrozenDirectoryHoldsNobodyLongAndThenNobodyAtAll() throws Exception {
    try (var slapd = Slapd.start("r02");
        var opened = Opened.with(settings(slapd))) {
      assertThat(login(opened, "alice-password")).isInstanceOf(Answer.Correct.class);
      slapd.freeze();
      var logins = new ArrayList<Callable<Duration>>();
      for (var i = 0; i < 100; i++) {
        logins.add(() -> refused(opened));
      }
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var login : threads.invokeAll(logins)) {
          assertThat(login.get()).isLessThan(Duration.ofMillis(2_800));
        }
      }
      // R03: after the first failures the answer is immediate.
      assertThat(refused(opened)).isLessThan(Duration.ofMillis(50));
      slapd.thaw();
      awaitLogin(opened, Duration.ofSeconds(5));
    }
  }

  @Test
  void r04_theSecondServerTakesOverAndGivesBack() {
    try (var first = Slapd.start("r04-a");
        var second = Slapd.start("r04-b");
        var opened = Opened.with(settings(first, second))) {
      var firstUrl = "ldaps://127.0.0.1:" + first.tlsPort();
      var secondUrl = "ldaps://127.0.0.1:" + second.tlsPort();
      assertThat(opened.directory().reach()).isEqualTo(firstUrl);
      first.stop();
      // Not one login is lost to a server that is gone.
      for (var i = 0; i < 5; i++) {
        assertThat(login(opened, "alice-password")).isInstanceOf(Answer.Correct.class);
      }
      assertThat(opened.directory().reach()).isEqualTo(secondUrl);
      first.startAgain();
      assertThat(opened.directory().reach()).isEqualTo(secondUrl);
      opened.advance(Duration.ofSeconds(11));
      opened.directory().watch().round();
      opened.advance(Duration.ofSeconds(1));
      assertThat(reachedWithin(opened, 20)).contains(firstUrl);
      second.stop();
      assertThat(login(opened, "alice-password")).isInstanceOf(Answer.Correct.class);
    }
  }

  @Test
  void r04_aFrozenFirstServerIsPassedOver() {
    try (var first = Slapd.start("r04-c");
        var second = Slapd.start("r04-d");
        var opened = Opened.with(settings(first, second))) {
      assertThat(login(opened, "alice-password")).isInstanceOf(Answer.Correct.class);
      first.freeze();
      var began = System.nanoTime();
      awaitLogin(opened, Duration.ofSeconds(5));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }
  }

  private static List<String> reachedWithin(Opened opened, int tries) {
    var reached = new ArrayList<String>();
    for (var i = 0; i < tries; i++) {
      reached.add(opened.directory().reach());
      opened.advance(Duration.ofSeconds(1));
    }
    return reached;
  }

  @Test
  void aDirectoryThatWasNeverThereIsAnOutage() {
    var url = new LdapUrl(true, "127.0.0.1", Ports.free());
    var settings =
        new DirectorySettings(
            List.of(url),
            Transport.ldaps(Certificates.client()),
            Tree.below(TestDirectory.BASE),
            TestDirectory.reader(),
            DirectorySettings.Reading.USUAL,
            Optional.empty());
    try (var opened = Opened.with(settings)) {
      assertThat(refused(opened)).isLessThan(Duration.ofSeconds(2));
    }
  }
}
