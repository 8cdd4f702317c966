package io.gatehouse.gateway.authenticate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.gateway.WrittenRequest;
import io.gatehouse.gateway.authenticate.TrustedIssuer.ClaimTable;
import io.gatehouse.gateway.authenticate.TrustedIssuer.Owners;
import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.Principal;
import io.gatehouse.identity.Revocations;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import io.gatehouse.testkit.KnownOwners;
import io.gatehouse.testkit.StoppedClock;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.JwtPolicy;
import io.gatehouse.tokens.jwt.JwtSigner;
import io.gatehouse.tokens.jwt.KeySet;
import io.gatehouse.tokens.jwt.KeySource;
import io.gatehouse.tokens.jwt.SigningKey;
import io.gatehouse.web.egress.FormAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RFC 7662 as the one who asks. */
class IntrospectionTest {
  private static final String ISSUER = "https://foreign.test";
  private static final String GOOD =
      "\"active\":true,\"sub\":\"x\",\"aud\":\"us\",\"scope\":\"read\",\"client_id\":\"app\"";

  private final StoppedClock clock = StoppedClock.at("2026-01-01T12:00:00Z");
  private final KnownOwners owners = new KnownOwners();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile FormAnswer answer = good();
  private volatile Runnable whileAsked = () -> {};
  private final Introspection introspection = new Introspection(ISSUER, this::asked, clock::nanos);
  private final IntrospectionAuthenticator reader =
      new IntrospectionAuthenticator(foreign(), "us", introspection, holders(), clock);

  private FormAnswer asked(String form) {
    calls.incrementAndGet();
    whileAsked.run();
    return answer;
  }

  private FormAnswer good() {
    return said(GOOD + exp(300));
  }

  private String exp(long seconds) {
    return ",\"exp\":" + clock.instant().plusSeconds(seconds).getEpochSecond();
  }

  private static FormAnswer said(String members) {
    return new FormAnswer(200, ("{" + members + "}").getBytes(StandardCharsets.UTF_8));
  }

  private static TrustedIssuer foreign() {
    return new TrustedIssuer(
        ISSUER,
        KeySource.local(() -> KeySet.of(List.of())),
        JwtPolicy.expect(ISSUER, "us"),
        false,
        new Owners.ByIssuer(),
        Optional.empty(),
        new TrustedIssuer.Scopes.Translated(
            Optional.of(new ClaimTable("scope", Map.of("read", List.of("orders.read"))))),
        false);
  }

  private TokenHolders holders() {
    return new TokenHolders(
        owners,
        new MatchedOwners(owners, clock::nanos),
        (id, waiting) -> new ClientOwners.Ownerless(),
        new Revocations() {
          @Override
          public boolean isRevoked(LedgerSubject subject) {
            return false;
          }

          @Override
          public void subscribe(Consumer<LedgerEvent> listener) {}
        });
  }

  private Attempt ask(String token, Waiting waiting) {
    return reader.authenticate(
        new Credential.BearerToken(Secret.ofText(token)),
        new WrittenRequest("GET", "/", List.of()),
        waiting);
  }

  private String reason() {
    clock.advance(Duration.ofSeconds(6));
    var attempt = ask("token", Waiting.ALLOWED);
    assertThat(attempt).isInstanceOf(Attempt.Refused.class);
    return ((Attempt.Refused) attempt).problem().reason();
  }

  @Test
  void whatTheIssuerSaysIsTheCallerForFiveSeconds() {
    assertThat(ask("token", Waiting.NEVER)).isEqualTo(new Attempt.Park(WaitFor.ISSUER));
    assertThat(ask("token", Waiting.ALLOWED)).isInstanceOf(Attempt.Verified.class);
    var identity = ((Attempt.Verified) ask("token", Waiting.NEVER)).identity();
    assertThat(identity.principal())
        .isEqualTo(new Principal.Person(PairwiseSubject.of(ISSUER, "x")));
    assertThat(identity.authority().scopes()).containsExactly("orders.read");
    assertThat(calls).hasValue(1);

    answer = said("\"active\":false");
    clock.advance(Duration.ofSeconds(5));
    assertThat(ask("token", Waiting.NEVER)).isEqualTo(new Attempt.Park(WaitFor.ISSUER));
    assertThat(reason()).contains("not active");
  }

  @Test
  void anAnswerThatIsNotForUsIsRefused() {
    var active = "\"active\":true,\"sub\":\"x\"";
    for (var bad :
        List.of(
            "\"active\":\"true\",\"sub\":\"x\",\"aud\":\"us\"" + exp(300),
            "\"active\":1,\"sub\":\"x\",\"aud\":\"us\"" + exp(300),
            "\"sub\":\"x\",\"aud\":\"us\"" + exp(300),
            active + ",\"aud\":\"other\"" + exp(300),
            active + exp(300),
            active + ",\"aud\":\"us\"",
            active + ",\"aud\":\"us\"" + exp(-100),
            active + ",\"aud\":\"us\",\"iss\":\"https://evil.test\"" + exp(300),
            active + ",\"aud\":\"us\",\"nbf\":9999999999" + exp(300),
            active + ",\"aud\":\"us\",\"token_type\":\"refresh_token\"" + exp(300),
            "\"active\":true,\"aud\":\"us\"" + exp(300))) {
      answer = said(bad);
      assertThat(reason()).as(bad).isNotEmpty();
    }
  }

  @Test
  void anIssuerThatGivesNoAnswerIsAnOutage() {
    for (var bad :
        List.of(
            new FormAnswer(500, new byte[0]),
            new FormAnswer(401, new byte[0]),
            new FormAnswer(200, "no json".getBytes(StandardCharsets.UTF_8)))) {
      answer = bad;
      assertThatThrownBy(() -> ask("token", Waiting.ALLOWED))
          .isInstanceOf(DependencyUnavailable.class);
    }
    whileAsked =
        () -> {
          throw new DependencyUnavailable(Dependency.ISSUER, "switched off");
        };
    assertThatThrownBy(() -> ask("token", Waiting.ALLOWED))
        .isInstanceOf(DependencyUnavailable.class);
  }

  @Test
  void ofManyWhoAskAboutOneTokenOneAsksTheIssuer() throws Exception {
    var gate = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    whileAsked =
        () -> {
          begun.countDown();
          try {
            assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> ask("token", Waiting.ALLOWED));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      List<Future<Attempt>> others =
          IntStream.range(0, 20)
              .mapToObj(i -> threads.submit(() -> ask("token", Waiting.ALLOWED)))
              .toList();
      gate.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS)).isInstanceOf(Attempt.Verified.class);
      for (var other : others) {
        assertThat(other.get(20, TimeUnit.SECONDS)).isInstanceOf(Attempt.Verified.class);
      }
    }
    assertThat(calls).hasValue(1);
  }

  @Test
  void aTokenThatAnotherIssuerSignedIsNeverShownToThisOne() {
    var key = SigningKey.generate(JwsAlgorithm.ES256, Jca.installed());
    var claims = Claims.builder().issuer("https://other.test").subject("x").build();
    var token = new JwtSigner(key, "at+jwt").sign(claims);

    assertThat(reader.recognises(new Credential.BearerToken(Secret.ofText(token)))).isFalse();
    assertThat(ask(token, Waiting.ALLOWED)).isInstanceOf(Attempt.Refused.class);
    assertThat(calls).hasValue(0);
  }
}
