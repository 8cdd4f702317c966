package io.gatehouse.tokens.jwt;

import static io.gatehouse.tokens.jwt.TestIssuer.EC;
import static io.gatehouse.tokens.jwt.TestIssuer.JCA;
import static io.gatehouse.tokens.jwt.TestIssuer.RSA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.UrlFetch;
import io.gatehouse.identity.Waiting;
import io.gatehouse.testkit.StoppedClock;
import io.gatehouse.tokens.jwt.KeySource.Known;
import io.gatehouse.tokens.jwt.KeySource.MustWait;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteKeySetTest {
  private static final String ISSUER = "https://idp.test/realm";
  private static final Optional<String> EC_KID = Optional.of(EC.kid());

  private final StoppedClock clock = StoppedClock.at("2026-11-22T12:00:00Z");
  private final Web web = new Web();
  private final Queue<Runnable> waitingTasks = new ArrayDeque<>();

  @Test
  void coldKeysMustBeWaitedForAndAreThenThereAtOnce() {
    var source = source(waitingTasks::add);
    assertThat(source.keysFor(EC_KID, Waiting.NEVER)).isInstanceOf(MustWait.class);
    assertThat(source.keysFor(EC_KID, Waiting.NEVER)).isInstanceOf(MustWait.class);
    assertThat(waitingTasks).hasSize(1);
    waitingTasks.remove().run();
    assertThat(known(source.keysFor(EC_KID, Waiting.NEVER)).find(EC.kid())).isPresent();
    assertThat(web.asked)
        .containsExactly(
            "https://idp.test/realm/.well-known/openid-configuration", "https://idp.test/jwks");
  }

  @Test
  void b08_inventedKidsCauseAtMostOneFetchInTenSeconds() {
    var source = source(Runnable::run);
    known(source.keysFor(EC_KID, Waiting.ALLOWED));
    for (int second = 0; second < 60; second++) {
      for (int i = 0; i < 100; i++) {
        var invented = Optional.of("kid-" + second + "-" + i);
        source.keysFor(invented, i % 2 == 0 ? Waiting.NEVER : Waiting.ALLOWED);
      }
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(web.keySetFetches()).isBetween(5L, 7L);
  }

  @Test
  void b08_whileOneFetchIsUnderWayInventedKidsAreAnsweredAtOnce() {
    var source = source(waitingTasks::add);
    source.keysFor(EC_KID, Waiting.NEVER);
    waitingTasks.remove().run();
    clock.advance(Duration.ofSeconds(11));
    assertThat(source.keysFor(Optional.of("new"), Waiting.NEVER)).isInstanceOf(MustWait.class);
    for (int i = 0; i < 1_000; i++) {
      assertThat(source.keysFor(Optional.of("x" + i), Waiting.NEVER)).isInstanceOf(Known.class);
    }
    assertThat(waitingTasks).hasSize(1);
  }

  @Test
  void aNewKeyIsFoundWithinTenSecondsOfItsFirstToken() {
    var source = source(Runnable::run);
    known(source.keysFor(EC_KID, Waiting.ALLOWED));
    web.keys = List.of(EC, RSA);
    clock.advance(Duration.ofSeconds(10));
    assertThat(source.keysFor(Optional.of(RSA.kid()), Waiting.NEVER)).isInstanceOf(MustWait.class);
    assertThat(known(source.keysFor(Optional.of(RSA.kid()), Waiting.ALLOWED)).find(RSA.kid()))
        .isPresent();
  }

  @Test
  void keysAreRefreshedAheadBetweenHalfAndFourFifthsOfTheirTime() {
    web.maxAge = Optional.of(Duration.ofSeconds(100));
    for (int seed = 0; seed < 20; seed++) {
      web.asked.clear();
      var source = source(Runnable::run, seed);
      known(source.keysFor(EC_KID, Waiting.ALLOWED));
      clock.advance(Duration.ofSeconds(49));
      known(source.keysFor(EC_KID, Waiting.NEVER));
      assertThat(web.keySetFetches()).isEqualTo(1);
      clock.advance(Duration.ofSeconds(32));
      known(source.keysFor(EC_KID, Waiting.NEVER));
      assertThat(web.keySetFetches()).isEqualTo(2);
    }
  }

  @Test
  void aRefreshIsDueWithoutAnyRequest() {
    var sets = sets(Runnable::run, 1);
    known(sets.of(RemoteIssuer.written(ISSUER)).keysFor(EC_KID, Waiting.ALLOWED));
    web.keys = List.of(RSA);
    clock.advance(Duration.ofMinutes(4));
    sets.refreshDue();
    assertThat(known(sets.of(RemoteIssuer.written(ISSUER)).keysFor(EC_KID, Waiting.NEVER)).keys())
        .extracting(JwsKey::kid)
        .containsExactly(RSA.kid());
  }

  @Test
  void knownKeysServeForADayWhileTheIssuerIsDownAndNoLonger() {
    var source = source(Runnable::run);
    known(source.keysFor(EC_KID, Waiting.ALLOWED));
    web.down = true;
    for (int minute = 0; minute < 24 * 60; minute++) {
      clock.advance(Duration.ofMinutes(1));
      assertThat(known(source.keysFor(EC_KID, Waiting.NEVER)).find(EC.kid())).isPresent();
    }
    // Backing off: the first minutes, then one try in 2.5 to 5 minutes.
    assertThat(web.asked.size()).isBetween(24 * 12, 24 * 30);
    clock.advance(Duration.ofMinutes(10));
    assertThatThrownBy(() -> source.keysFor(EC_KID, Waiting.NEVER))
        .isInstanceOfSatisfying(
            DependencyUnavailable.class,
            down -> assertThat(down.dependency()).isEqualTo(Dependency.ISSUER));
    web.down = false;
    clock.advance(Duration.ofMinutes(5));
    assertThat(known(source.keysFor(EC_KID, Waiting.ALLOWED)).find(EC.kid())).isPresent();
  }

  @Test
  void aColdIssuerThatIsDownFailsFastAndAlone() {
    web.down = true;
    var sets = sets(Runnable::run, 1);
    var down = sets.of(RemoteIssuer.written(ISSUER));
    assertThatThrownBy(() -> down.keysFor(EC_KID, Waiting.ALLOWED))
        .isInstanceOf(DependencyUnavailable.class);
    for (int i = 0; i < 1_000; i++) {
      assertThatThrownBy(() -> down.keysFor(EC_KID, Waiting.NEVER))
          .isInstanceOf(DependencyUnavailable.class);
    }
    assertThat(web.asked).hasSize(1);
    web.down = false;
    var other =
        new RemoteIssuer(
            "https://other.test",
            UrlFetch.Trust.WRITTEN,
            Optional.of(URI.create("https://other.test/jwks")),
            JwsAlgorithm.RS256);
    assertThat(known(sets.of(other).keysFor(EC_KID, Waiting.ALLOWED)).find(EC.kid())).isPresent();
    clock.advance(Duration.ofSeconds(1));
    assertThat(known(down.keysFor(EC_KID, Waiting.ALLOWED)).find(EC.kid())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{\"keys\":[]}", "{}", "", "{\"keys\":[{\"kty\":\"oct\"}]}"})
  void anAnswerThatIsNoKeySetChangesNothing(String answer) {
    var source = source(Runnable::run);
    known(source.keysFor(EC_KID, Waiting.ALLOWED));
    web.keySet = Optional.of(answer);
    clock.advance(Duration.ofMinutes(6));
    assertThat(known(source.keysFor(EC_KID, Waiting.NEVER)).find(EC.kid())).isPresent();
    assertThat(known(source.keysFor(EC_KID, Waiting.NEVER)).find(EC.kid())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"issuer\":\"https://evil.test\",\"jwks_uri\":\"https://idp.test/jwks\"}",
        "{\"issuer\":\"https://idp.test/realm/\",\"jwks_uri\":\"https://idp.test/jwks\"}",
        "{\"jwks_uri\":\"https://idp.test/jwks\"}",
        "{\"issuer\":\"https://idp.test/realm\",\"jwks_uri\":\"http://idp.test/jwks\"}",
        "{\"issuer\":\"https://idp.test/realm\",\"jwks_uri\":\"http://evil.test/jwks\"}",
        "{\"issuer\":\"https://idp.test/realm\",\"jwks_uri\":\"file:///etc/passwd\"}",
        "{\"issuer\":\"https://idp.test/realm\",\"jwks_uri\":\"/jwks\"}",
        "{\"issuer\":\"https://idp.test/realm\",\"jwks_uri\":7}",
        "{\"issuer\":\"https://idp.test/realm\"}",
        "[]",
        "<html>"
      })
  void b37_aDiscoveryDocumentThatLiesIsNotFollowed(String document) {
    web.discovery = Optional.of(document);
    var source = source(Runnable::run);
    assertThatThrownBy(() -> source.keysFor(EC_KID, Waiting.ALLOWED))
        .isInstanceOf(DependencyUnavailable.class);
    assertThat(web.keySetFetches()).isZero();
  }

  @Test
  void b37_aKeySetOnAnotherHostIsFetchedAsASuppliedUrl() {
    web.discovery =
        Optional.of(
            "{\"issuer\":\"%s\",\"jwks_uri\":\"https://elsewhere.test/jwks\"}".formatted(ISSUER));
    known(source(Runnable::run).keysFor(EC_KID, Waiting.ALLOWED));
    assertThat(web.trusts).containsExactly(UrlFetch.Trust.WRITTEN, UrlFetch.Trust.SUPPLIED);
  }

  private KeySource source(Executor executor) {
    return source(executor, 1);
  }

  private KeySource source(Executor executor, long seed) {
    return sets(executor, seed).of(RemoteIssuer.written(ISSUER));
  }

  private RemoteKeySets sets(Executor executor, long seed) {
    return new RemoteKeySets(
        new RemoteKeySets.Surroundings(web, executor, clock::nanos, new Random(seed), JCA));
  }

  private static KeySet known(KeySource.Answer answer) {
    assertThat(answer).isInstanceOf(Known.class);
    return ((Known) answer).keys();
  }

  /** Serves the documents of one issuer, and remembers what it was asked. */
  private static final class Web implements UrlFetch {
    private final List<String> asked = new ArrayList<>();
    private final List<Trust> trusts = new ArrayList<>();
    private boolean down;
    private List<SigningKey> keys = List.of(EC);
    private Optional<String> discovery = Optional.empty();
    private Optional<String> keySet = Optional.empty();
    private Optional<Duration> maxAge = Optional.empty();

    @Override
    public Document get(URI url, Trust trust, String accept) {
      asked.add(url.toString());
      trusts.add(trust);
      if (down) {
        throw new DependencyUnavailable(Dependency.ISSUER, "connection refused");
      }
      var body = url.getPath().contains("well-known") ? discoveryText() : keySetText();
      return new Document(TestIssuer.utf8(body), Optional.of("application/json"), maxAge);
    }

    private String discoveryText() {
      return discovery.orElse(
          "{\"issuer\":\"%s\",\"jwks_uri\":\"https://idp.test/jwks\"}".formatted(ISSUER));
    }

    private String keySetText() {
      return keySet.orElse(PublicJwk.set(keys.stream().map(SigningKey::publicJwk).toList()));
    }

    private long keySetFetches() {
      return asked.stream().filter(url -> url.endsWith("jwks")).count();
    }
  }
}
