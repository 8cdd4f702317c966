package io.gatehouse.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gateway.authenticate.BasicAuthenticator;
import io.gatehouse.gateway.route.RoutingPlan.CredentialEntry;
import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.PasswordCheck;
import io.gatehouse.identity.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name and a password on each request, through the whole pipeline. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BasicTest {
  private static final String BOB = FakeCollaborators.BOB;
  private static final String ALICE = "7f9619ff-8b86-d011-b42d-00c04fc964ff";
  private static final String PASSWORD = "correct horse: pässwörd ☃";

  private final Passwords passwords = new Passwords();
  private final Set<EntryUuid> enrolled = ConcurrentHashMap.newKeySet();
  private TestGateway gateway;
  private int bytesBefore;

  @BeforeAll
  void start() throws IOException {
    var basic = new BasicAuthenticator(passwords, enrolled::contains, Clock.systemUTC());
    // The listener of this test is plain: what TLS demands has a test of its own below.
    gateway =
        new TestGateway(
            List.of(
                new CredentialEntry("password", CredentialKind.BASIC, basic, any -> true, false)));
  }

  @BeforeEach
  void calm() {
    enrolled.clear();
    passwords.tried.clear();
    passwords.special.clear();
    bytesBefore = gateway.upstream.bytes();
  }

  private int bytesAtTheService() {
    return gateway.upstream.bytes() - bytesBefore;
  }

  @AfterAll
  void stop() throws IOException {
    gateway.close();
  }

  @Test
  void aNameAndItsPasswordOpenWhatTheGroupsMay() throws IOException {
    assertThat(call("bob", PASSWORD).status()).isEqualTo(200);
    assertThat(gateway.get("/orders/1", line("bob", PASSWORD)).status())
        .as("a password carries no scope")
        .isEqualTo(403);
    assertThat(passwords.tried).allMatch(tried -> tried.equals("bob " + PASSWORD));
  }

  @Test
  void d04_thePasswordNeverReachesTheService() throws Exception {
    while (gateway.upstream.waiting() > 0) {
      gateway.upstream.next();
    }
    assertThat(call("bob", PASSWORD).status()).isEqualTo(200);
    assertThat(gateway.upstream.next())
        .contains("Gatehouse-Identity: ")
        .doesNotContainIgnoringCase("authorization", encoded("bob", PASSWORD));
  }

  @Test
  void d02_everyRefusalLooksTheSame() throws IOException {
    enrolled.add(new EntryUuid(ALICE));
    passwords.special.put("carol", new PasswordCheck.Answer.MustChange(owner("carol", BOB)));
    var wrong = told(call("bob", "wrong"));
    assertThat(told(call("nobody", "wrong"))).isEqualTo(wrong);
    assertThat(told(call("carol", PASSWORD))).as("must change").isEqualTo(wrong);
    assertThat(told(call("alice", PASSWORD))).as("has a second factor").isEqualTo(wrong);
    assertThat(told(call("bob", ""))).as("empty").isEqualTo(wrong);
    assertThat(wrong)
        .contains("401", "WWW-Authenticate: Basic realm=\"gatehouse\", charset=\"UTF-8\"");
    assertThat(bytesAtTheService()).isZero();
  }

  @Test
  void aSecondFactorClosesThisDoorForItsOwnerAlone() throws IOException {
    enrolled.add(new EntryUuid(ALICE));
    assertThat(call("alice", PASSWORD).status()).isEqualTo(401);
    assertThat(call("bob", PASSWORD).status()).isEqualTo(200);
    enrolled.clear();
    assertThat(call("alice", PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void anEmptyPasswordIsNeverSent() throws IOException {
    assertThat(call("bob", "").status()).isEqualTo(401);
    assertThat(call("", PASSWORD).status()).isEqualTo(401);
    assertThat(passwords.tried).isEmpty();
  }

  @Test
  void tooManyFailuresAre429WithTheTimeToWait() throws IOException {
    passwords.special.put("bob", new PasswordCheck.Answer.TooMany(Duration.ofSeconds(30)));
    var answer = call("bob", PASSWORD);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.value("Retry-After")).isEqualTo("30");
  }

  @Test
  void invariant7_anOutageIs503AndNeverAWrongPassword() throws IOException {
    passwords.special.put("bob", new PasswordCheck.Answer.Wrong());
    passwords.reachable = false;
    var answer = call("bob", PASSWORD);
    passwords.reachable = true;
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.values("WWW-Authenticate")).isEmpty();
    assertThat(answer.value("Retry-After")).isNotEmpty();
  }

  @Test
  void g18_anOldPasswordStopsWithItsChange() throws IOException {
    for (var i = 0; i < 3; i++) {
      assertThat(call("bob", PASSWORD).status()).isEqualTo(200);
    }
    passwords.special.put("bob", new PasswordCheck.Answer.Wrong());
    assertThat(call("bob", PASSWORD).status()).isEqualTo(401);
    assertThat(passwords.tried).as("asked each time").hasSize(4);
  }

  @Test
  void g15_thePasswordIsSentAsItIs() throws IOException {
    var longest = "ä".repeat(100) + " é\u0301 " + "x".repeat(300);
    call("bob", longest);
    call("bob", "a:b::c");
    assertThat(passwords.tried).containsExactly("bob " + longest, "bob a:b::c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic",
        "Basic ",
        "Basic Ym9iOng",
        "Basic Ym9iOnh=",
        "Basic Ym9iOng==",
        "Basic Ym9iOng=Ym9iOng=",
        "Basic Ym9i",
        "Basic Ym9 iOng=",
        "Basic Ym9iOng=, Basic Ym9iOng=",
        "Basic Ym9iOng_",
        "Basic\tYm9iOng=",
        "Basic Ym9iOv8="
      })
  void b26_everyOtherSpellingIsMalformed(String value) throws IOException {
    assertThat(gateway.get("/public/x", "Authorization: " + value).status()).isEqualTo(400);
    assertThat(passwords.tried).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob\u0000:x", "bob:x\u0000", "bob:x\r\ny", "bob:\u007f", "bo\tb:x"})
  void g02_controlCharactersAreMalformed(String pair) throws IOException {
    assertThat(gateway.get("/public/x", "Authorization: Basic " + base64(pair, UTF_8)).status())
        .isEqualTo(400);
  }

  @Test
  void latin1IsMalformed() throws IOException {
    var value = "Authorization: Basic " + base64("bob:pässword", ISO_8859_1);
    assertThat(gateway.get("/public/x", value).status()).isEqualTo(400);
  }

  @Test
  void d05_aPasswordBesideAnotherCredentialIsRefused() throws IOException {
    var basic = line("bob", PASSWORD);
    assertThat(gateway.get("/public/x", basic, "X-API-Key: good").status()).isEqualTo(400);
    assertThat(gateway.get("/public/x", basic, basic).status()).isEqualTo(400);
    assertThat(gateway.get("/public/x", basic, "Authorization: Bearer a.b.c").status())
        .isEqualTo(400);
    assertThat(passwords.tried).isEmpty();
  }

  @Test
  void fiveHundredChangedBytesOpenNothing() throws IOException {
    var proof = encoded("bob", PASSWORD);
    assertThat(call("bob", PASSWORD).status()).as("the unmodified twin").isEqualTo(200);
    bytesBefore = gateway.upstream.bytes();
    var random = new Random(20_261_122L);
    var opened = new ArrayList<String>();
    try (var client = gateway.client()) {
      for (var i = 0; i < 500; i++) {
        var at = random.nextInt(proof.length());
        var other = (char) ('!' + random.nextInt('~' - '!' + 1));
        var changed = other == proof.charAt(at) ? (char) (other == '~' ? '!' : other + 1) : other;
        var mutant = proof.substring(0, at) + changed + proof.substring(at + 1);
        client.send(TestGateway.request("GET", "/public/x", "Authorization: Basic " + mutant));
        var status = client.read().status();
        if (status != 400 && status != 401) {
          opened.add(status + " " + mutant);
        }
      }
    }
    assertThat(opened).isEmpty();
    assertThat(bytesAtTheService()).as("not a byte reaches the service").isZero();
  }

  @Test
  void inTheClearItIsNeitherTriedNorInvited() throws IOException {
    var basic = new BasicAuthenticator(passwords, enrolled::contains, Clock.systemUTC());
    var entry = CredentialEntry.of("password", CredentialKind.BASIC, basic);
    try (var plain = new TestGateway(List.of(entry))) {
      var answer = plain.get("/public/x", line("bob", PASSWORD));
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.values("WWW-Authenticate")).noneMatch(c -> c.startsWith("Basic"));
      assertThat(passwords.tried).isEmpty();
      assertThat(plain.upstream.bytes()).isZero();
    }
  }

  private RawClient.Answer call(String name, String password) throws IOException {
    return gateway.get("/public/x", line(name, password));
  }

  private static String line(String name, String password) {
    return "Authorization: Basic " + encoded(name, password);
  }

  private static String encoded(String name, String password) {
    return base64(name + ":" + password, UTF_8);
  }

  private static String base64(String pair, Charset as) {
    return Base64.getEncoder().encodeToString(pair.getBytes(as));
  }

  /** An answer without what differs between any two. */
  private static String told(RawClient.Answer answer) {
    return (answer.head() + answer.body())
        .replace(answer.value("X-Request-Id"), "ID")
        .replaceAll("(?i)(date|traceparent): [^\r\n]*", "");
  }

  private static Owner owner(String name, String id) {
    return new Owner(
        new EntryUuid(id), name, AccountState.ACTIVE, Set.of("orders-read"), Owner.Profile.EMPTY);
  }

  /** One password for bob and alice, unless a test says what the answer is. */
  private static final class Passwords implements PasswordCheck {
    final Map<String, Answer> special = new ConcurrentHashMap<>();
    final List<String> tried = new CopyOnWriteArrayList<>();
    private final Map<String, Owner> people =
        Map.of("bob", owner("bob", BOB), "alice", owner("alice", ALICE));
    volatile boolean reachable = true;

    @Override
    public Answer check(String username, Secret password, InetAddress from) {
      if (!reachable) {
        throw new DependencyUnavailable(Dependency.DIRECTORY, "switched off");
      }
      tried.add(username + " " + password.exposeText());
      if (special.containsKey(username)) {
        return special.getOrDefault(username, new Answer.Wrong());
      }
      return people.containsKey(username) && password.equals(Secret.ofText(PASSWORD))
          ? new Answer.Correct(people.getOrDefault(username, owner("", BOB)))
          : new Answer.Wrong();
    }
  }
}
