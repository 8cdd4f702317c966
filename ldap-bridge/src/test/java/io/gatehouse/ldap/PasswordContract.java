package io.gatehouse.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import io.gatehouse.identity.PasswordCheck.Answer;
import io.gatehouse.identity.Secret;
import io.gatehouse.ldap.settings.FailureLimits;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds for passwords at every directory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PasswordContract {
  private static final InetAddress HERE = Opened.address("192.0.2.1");
  private static final FailureLimits PATIENT =
      new FailureLimits(
          10_000, 10_000, Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofMinutes(15));

  private TestDirectory server;
  private Opened opened;
  private Writer writer;

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
  }

  @AfterEach
  void close() {
    opened.close();
    writer.close();
  }

  Answer check(String name, String password) {
    return check(name, password, HERE);
  }

  Writer writer() {
    return writer;
  }

  private Answer check(String name, String password, InetAddress from) {
    return opened.directory().passwords().check(name, Secret.ofText(password), from);
  }

  @Test
  void theRightPasswordAnswersTheOwnerWithGroups() {
    var answer = check("alice", "alice-password");
    assertThat(answer).isInstanceOf(Answer.Correct.class);
    assertThat(((Answer.Correct) answer).owner().groups()).contains("orders-read");
  }

  @Test
  void wrongUnknownEmptyAndDisabledAreOneAnswer() throws LDAPException {
    writer.addPerson("off", "off-password");
    writer.set(Writer.person("off"), "pwdAccountLockedTime", "000001010000Z");
    assertThat(check("alice", "alice-passwore")).isEqualTo(new Answer.Wrong());
    assertThat(check("alice", "")).isEqualTo(new Answer.Wrong());
    assertThat(check("nobody", "alice-password")).isEqualTo(new Answer.Wrong());
    assertThat(check("", "")).isEqualTo(new Answer.Wrong());
    assertThat(check("off", "off-password")).isEqualTo(new Answer.Wrong());
    writer.set(Writer.person("off"), "pwdAccountLockedTime");
    assertThat(check("off", "off-password")).isInstanceOf(Answer.Correct.class);
  }

  @Test
  void g15_longPasswordsAndEveryByteCount() throws LDAPException {
    var tail = "x".repeat(100);
    writer.addPerson("long", tail + "1");
    assertThat(check("long", tail + "1")).isInstanceOf(Answer.Correct.class);
    assertThat(check("long", tail + "2")).isEqualTo(new Answer.Wrong());
    assertThat(check("long", tail)).isEqualTo(new Answer.Wrong());
    writer.addPerson("bytes", "pass\0word-é");
    assertThat(check("bytes", "pass\0word-é")).isInstanceOf(Answer.Correct.class);
    assertThat(check("bytes", "pass")).isEqualTo(new Answer.Wrong());
    assertThat(check("bytes", "pass\0word-e\u0301")).isEqualTo(new Answer.Wrong());
    assertThat(check("bytes", "x".repeat(5000))).isEqualTo(new Answer.Wrong());
  }

  @Test
  void g18_theOldPasswordStopsWithTheChange() throws LDAPException {
    writer.addPerson("changing", "first");
    assertThat(check("changing", "first")).isInstanceOf(Answer.Correct.class);
    writer.set(Writer.person("changing"), "userPassword", "second");
    assertThat(check("changing", "first")).isEqualTo(new Answer.Wrong());
    assertThat(check("changing", "second")).isInstanceOf(Answer.Correct.class);
  }

  @Test
  void g05_failuresByAnyNameCountForOnePerson() throws LDAPException {
    writer.addPerson("counted", "right");
    var names = List.of("counted", "COUNTED", " counted", "counted@example.org", "Counted");
    for (var name : names) {
      assertThat(check(name, "wrong")).as(name).isEqualTo(new Answer.Wrong());
    }
    assertThat(check("counted", "right")).isInstanceOf(Answer.TooMany.class);
    assertThat(check("alice", "alice-password")).isInstanceOf(Answer.Correct.class);
  }

  @Test
  void g04_unknownNamesWaitLikeKnownOnes() {
    for (var name : List.of("ghost", "GHOST", " ghost", "ｇhost", "ghost")) {
      assertThat(check(name, "wrong")).isEqualTo(new Answer.Wrong());
    }
    assertThat(check("ghost", "wrong")).isInstanceOf(Answer.TooMany.class);
  }

  @Test
  void theWaitDoublesAndEndsWithTheRightPassword() throws LDAPException {
    writer.addPerson("waiting", "right");
    for (var i = 0; i < 5; i++) {
      assertThat(check("waiting", "wrong")).isEqualTo(new Answer.Wrong());
    }
    assertThat(waitOf("waiting")).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
    opened.advance(Duration.ofSeconds(31));
    assertThat(check("waiting", "wrong")).isEqualTo(new Answer.Wrong());
    assertThat(waitOf("waiting")).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(60));
    for (var i = 0; i < 8; i++) {
      opened.advance(Duration.ofMinutes(15));
      assertThat(check("waiting", "wrong")).isEqualTo(new Answer.Wrong());
      assertThat(check("waiting", "wrong"))
          .isInstanceOfAny(Answer.TooMany.class, Answer.Wrong.class);
    }
    opened.advance(Duration.ofMinutes(15));
    assertThat(check("waiting", "right")).isInstanceOf(Answer.Correct.class);
    assertThat(check("waiting", "wrong")).isEqualTo(new Answer.Wrong());
    assertThat(check("waiting", "right")).isInstanceOf(Answer.Correct.class);
  }

  private Duration waitOf(String name) {
    var answer = check(name, "right");
    assertThat(answer).isInstanceOf(Answer.TooMany.class);
    return ((Answer.TooMany) answer).retryAfter();
  }

  @Test
  void anAddressIsCountedByItsNetwork() {
    for (var i = 0; i < 50; i++) {
      var answer = check("ghost-" + i, "wrong", Opened.address("2001:db8:1:2::" + (i + 1)));
      assertThat(answer).isEqualTo(new Answer.Wrong());
    }
    var sameNetwork = Opened.address("2001:db8:1:2:ffff::1");
    var another = Opened.address("2001:db8:1:3::1");
    assertThat(check("alice", "alice-password", sameNetwork)).isInstanceOf(Answer.TooMany.class);
    assertThat(check("alice", "alice-password", another)).isInstanceOf(Answer.Correct.class);
  }

  @Test
  void aHundredGuessesAtOnceAreFive() throws Exception {
    writer.addPerson("stormed", "right");
    var guesses = new ArrayList<Callable<Answer>>();
    for (var i = 0; i < 60; i++) {
      var guess = "wrong-" + i;
      guesses.add(() -> check("stormed", guess, Opened.address("198.51.100.1")));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tried = 0;
      for (var answer : threads.invokeAll(guesses)) {
        tried += answer.get() instanceof Answer.Wrong ? 1 : 0;
      }
      assertThat(tried).isEqualTo(5);
    }
  }

  @Test
  void manyRightPasswordsAtOnceAreAllRight() throws Exception {
    writer.addPerson("busy", "right");
    var logins = Collections.nCopies(30, (Callable<Answer>) () -> check("busy", "right"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(logins)) {
        assertThat(answer.get()).isInstanceOf(Answer.Correct.class);
      }
    }
  }

  @Test
  void g17_anUnknownNameTakesAsLongAsAWrongPassword() {
    opened.close();
    opened = Opened.with(server.settings(), PATIENT);
    var wrong = new ArrayList<Long>();
    var unknown = new ArrayList<Long>();
    for (var i = 0; i < 60; i++) {
      wrong.add(time("alice"));
      unknown.add(time("nobody-" + i));
    }
    // The first few warm the connections and the compiler.
    var difference = Math.abs(median(wrong) - median(unknown));
    assertThat(Duration.ofNanos(difference)).isLessThan(Duration.ofMillis(5));
  }

  private long time(String name) {
    var began = System.nanoTime();
    assertThat(check(name, "wrong-password")).isEqualTo(new Answer.Wrong());
    return System.nanoTime() - began;
  }

  private static long median(List<Long> times) {
    var sorted = times.subList(20, times.size()).stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
