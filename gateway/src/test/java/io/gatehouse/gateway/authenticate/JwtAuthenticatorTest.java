package io.gatehouse.gateway.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gateway.WrittenRequest;
import io.gatehouse.gateway.authenticate.TrustedIssuer.ClaimTable;
import io.gatehouse.gateway.authenticate.TrustedIssuer.Owners;
import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Confirmation;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.identity.Principal;
import io.gatehouse.identity.Revocations;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import io.gatehouse.testkit.KnownOwners;
import io.gatehouse.testkit.StoppedClock;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.JwtPolicy;
import io.gatehouse.tokens.jwt.JwtSigner;
import io.gatehouse.tokens.jwt.JwtVerifier;
import io.gatehouse.tokens.jwt.KeySet;
import io.gatehouse.tokens.jwt.KeySource;
import io.gatehouse.tokens.jwt.SigningKey;
import io.gatehouse.tokens.jwt.VerifiedJwt;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JwtAuthenticatorTest {
  private static final String BOB = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
  private static final String US = "https://sts.test";
  private static final String FOREIGN = "https://foreign.test";
  private static final SigningKey KEY = SigningKey.generate(JwsAlgorithm.ES256, Jca.installed());
  private static final KeySource KEYS = KeySource.local(() -> KeySet.of(List.of(KEY.verifying())));

  private final StoppedClock clock = StoppedClock.at("2026-01-01T12:00:00Z");
  private final KnownOwners owners = new KnownOwners();
  private final Set<LedgerSubject> revoked = new HashSet<>();
  private final Revocations revocations =
      new Revocations() {
        @Override
        public boolean isRevoked(LedgerSubject subject) {
          return revoked.contains(subject);
        }

        @Override
        public void subscribe(Consumer<LedgerEvent> listener) {}
      };
  private ClientOwners.Answer client = new ClientOwners.Ownerless();
  private final SeenTokens<VerifiedJwt> seen =
      new SeenTokens<>(clock, clock::nanos, 100, VerifiedJwt::expiresAt);

  JwtAuthenticatorTest() {
    owners.add(BOB, "bob", "orders-read");
  }

  private JwtAuthenticator reader(TrustedIssuer issuer) {
    return new JwtAuthenticator(
        issuer,
        new JwtVerifier(clock),
        new TokenHolders(
            owners, new MatchedOwners(owners, clock::nanos), (id, waiting) -> client, revocations),
        seen);
  }

  private JwtAuthenticator ours() {
    return reader(TrustedIssuer.ours(US, KEYS, false));
  }

  private JwtAuthenticator foreign(Owners whom) {
    return reader(
        new TrustedIssuer(
            FOREIGN,
            KEYS,
            JwtPolicy.expect(FOREIGN, "gateway").typedOrUntyped("at+jwt", "JWT"),
            false,
            whom,
            Optional.of(new ClaimTable("roles", Map.of("r1", List.of("orders-read")))),
            new TrustedIssuer.Scopes.Translated(
                Optional.of(new ClaimTable("scope", Map.of("read", List.of("orders.read"))))),
            false));
  }

  private Claims.Builder claims(String issuer, String subject, String client) {
    return unnumbered(issuer, subject, client).id("jti-1");
  }

  private Claims.Builder unnumbered(String issuer, String subject, String client) {
    return Claims.builder()
        .issuer(issuer)
        .subject(subject)
        .audience(issuer.equals(US) ? "https://api.test" : "gateway")
        .issuedAt(clock.instant())
        .expiresAt(clock.instant().plusSeconds(300))
        .clientId(client);
  }

  private Attempt ask(JwtAuthenticator reader, Claims claims) {
    return ask(reader, new JwtSigner(KEY, "at+jwt").sign(claims), Waiting.ALLOWED);
  }

  private static Attempt ask(JwtAuthenticator reader, String token, Waiting waiting) {
    return reader.authenticate(
        new Credential.BearerToken(Secret.ofText(token)),
        new WrittenRequest("GET", "/", List.of()),
        waiting);
  }

  private static VerifiedIdentity identity(Attempt attempt) {
    assertThat(attempt).isInstanceOf(Attempt.Verified.class);
    return ((Attempt.Verified) attempt).identity();
  }

  private static String reason(Attempt attempt) {
    assertThat(attempt).isInstanceOf(Attempt.Refused.class);
    return ((Attempt.Refused) attempt).problem().reason();
  }

  @Test
  void aPersonsTokenStandsForTheOwnerWithGroupsOfTheDirectory() {
    var bob =
        identity(
            ask(
                ours(),
                claims(US, BOB, "web")
                    .scopes(Set.of("orders.read"))
                    .methods(List.of("pwd"))
                    .session("s1")
                    .texts("groups", List.of("admins"))
                    .build()));
    assertThat(bob.principal()).isEqualTo(new Principal.Person(BOB));
    assertThat(bob.owner()).contains(new EntryUuid(BOB));
    assertThat(bob.authority().groups()).containsExactly("orders-read");
    assertThat(bob.authority().audiences()).contains(Set.of("https://api.test"));
    assertThat(bob.authorizedParty()).isEqualTo("web");
    assertThat(bob.session()).contains("s1");
  }

  @Test
  void ownerRevocationAndExpiryAreAskedOnEveryCallOfASeenToken() {
    var token = new JwtSigner(KEY, "at+jwt").sign(claims(US, BOB, "web").session("s1").build());
    assertThat(ask(ours(), token, Waiting.NEVER)).isInstanceOf(Attempt.Verified.class);
    for (var subject :
        List.of(
            new LedgerSubject(Kind.SESSION, "s1"),
            new LedgerSubject(Kind.CLIENT, "web"),
            new LedgerSubject(Kind.TOKEN, "jti-1"))) {
      revoked.add(subject);
      assertThat(reason(ask(ours(), token, Waiting.NEVER))).contains("revoked");
      revoked.remove(subject);
    }
    owners.remove(new EntryUuid(BOB));
    assertThat(reason(ask(ours(), token, Waiting.NEVER))).contains("owner");
    owners.add(BOB, "bob");
    clock.advance(Duration.ofMinutes(10));
    assertThat(reason(ask(ours(), token, Waiting.NEVER))).contains("exp is ahead");
  }

  @Test
  void aTokenStopsWithTheGrantThatItsIdBeginsWith() {
    var grant = unnumbered(US, BOB, "web").id("grant-1").build();
    var refreshed = unnumbered(US, BOB, "web").id("grant-1.r4nd0m").build();
    var other = unnumbered(US, BOB, "web").id("grant-12.r4nd0m").build();
    assertThat(ask(ours(), refreshed)).isInstanceOf(Attempt.Verified.class);
    for (var kind : List.of(Kind.REFRESH_FAMILY, Kind.TOKEN)) {
      var subject = new LedgerSubject(kind, "grant-1");
      revoked.add(subject);
      assertThat(reason(ask(ours(), grant))).contains("revoked");
      assertThat(reason(ask(ours(), refreshed))).contains("revoked");
      assertThat(ask(ours(), other)).isInstanceOf(Attempt.Verified.class);
      revoked.remove(subject);
    }
    assertThat(ask(ours(), refreshed)).isInstanceOf(Attempt.Verified.class);
  }

  @Test
  void b24_aSubjectOfAnotherIssuerIsNobodyOfOurs() {
    var stranger = identity(ask(foreign(new Owners.ByIssuer()), claims(FOREIGN, BOB, "a").build()));
    assertThat(stranger.owner()).isEmpty();
    assertThat(stranger.principal().subject())
        .isEqualTo(PairwiseSubject.of(FOREIGN, BOB))
        .isNotEqualTo(BOB);
    client = new ClientOwners.Ownerless();
    var named = identity(ask(ours(), claims(US, BOB, BOB).build()));
    assertThat(named.principal()).isEqualTo(new Principal.Client(BOB));
    assertThat(named.owner()).isEmpty();
    assertThat(named.authority().groups()).isEmpty();
  }

  @Test
  void aClientsTokenIsTheClientsAndStopsWithItsOwner() {
    var token = claims(US, "service", "service").scopes(Set.of("orders.read")).build();
    var alone = identity(ask(ours(), token));
    assertThat(alone.principal()).isEqualTo(new Principal.Client("service"));
    assertThat(alone.owner()).isEmpty();
    assertThat(alone.authority().groups()).isEmpty();
    assertThat(alone.authentication().methods()).containsExactly("client");
    client = new ClientOwners.Owned(new EntryUuid(BOB));
    assertThat(identity(ask(ours(), token)).owner()).contains(new EntryUuid(BOB));
    owners.remove(new EntryUuid(BOB));
    assertThat(reason(ask(ours(), token))).contains("owner");
    client = new ClientOwners.Unknown();
    assertThat(reason(ask(ours(), token))).contains("no such client");
    client = new ClientOwners.NotLoaded();
    assertThat(ask(ours(), token)).isEqualTo(new Attempt.Park(WaitFor.STORE));
  }

  @Test
  void aForeignUserIsFoundByExactlyOneMatch() {
    var match = new Owners.ByMatch("name", "uid");
    var reader = foreign(match);
    assertThat(
            identity(ask(reader, claims(FOREIGN, "x", "app").text("name", "bob").build())).owner())
        .contains(new EntryUuid(BOB));
    assertThat(reason(ask(reader, claims(FOREIGN, "x", "app").text("name", "eve").build())))
        .contains("exactly one");
    assertThat(reason(ask(reader, claims(FOREIGN, "x", "app").build()))).contains("no claim");
    var token = new JwtSigner(KEY, "JWT").sign(claims(FOREIGN, "y", "a").text("name", "z").build());
    assertThat(ask(reader, token, Waiting.NEVER)).isEqualTo(new Attempt.Park(WaitFor.DIRECTORY));
  }

  @Test
  void aForeignUserWithoutEntryIsNamedByIssuerAndSubject() {
    var token =
        claims(FOREIGN, "x", "app")
            .texts("roles", List.of("r1", "r2"))
            .scopes(Set.of("read", "orders.write"))
            .session("s1");
    revoked.add(new LedgerSubject(Kind.SESSION, "s1"));
    var user = identity(ask(foreign(new Owners.ByIssuer()), token.build()));
    assertThat(user.principal().subject()).isEqualTo(PairwiseSubject.of(FOREIGN, "x"));
    assertThat(user.authority().groups()).containsExactly("orders-read");
    assertThat(user.authority().scopes()).containsExactly("orders.read");
    assertThat(user.session()).isEmpty();
    assertThat(PairwiseSubject.of("a", "bc")).isNotEqualTo(PairwiseSubject.of("ab", "c"));
  }

  @Test
  void aTokenOfAnotherIssuerIsNotThisReaders() {
    var token = new JwtSigner(KEY, "at+jwt").sign(claims(FOREIGN, BOB, "web").build());
    assertThat(reason(ask(ours(), token, Waiting.ALLOWED))).contains("issuer");
    assertThat(ours().recognises(new Credential.BearerToken(Secret.ofText(token)))).isFalse();
    assertThat(
            foreign(new Owners.ByIssuer())
                .recognises(new Credential.BearerToken(Secret.ofText(token))))
        .isTrue();
    assertThat(reason(ask(ours(), "a.b.c", Waiting.ALLOWED))).contains("compact");
  }

  @Test
  void aConfirmationThatIsNotUnderstoodIsNotPassedOver() {
    var thumb = new Json.Members(Map.of("x5t#S256", new Json.Text("abc")));
    assertThat(
            identity(ask(ours(), claims(US, BOB, "web").put("cnf", thumb).build())).confirmation())
        .contains(new Confirmation.Certificate("abc"));
    var strange = new Json.Members(Map.of("kid", new Json.Text("abc")));
    assertThat(reason(ask(ours(), claims(US, BOB, "web").put("cnf", strange).build())))
        .contains("confirmation");
  }

  @Test
  void slowVerificationGoesToTheCpuPool() {
    var reader = reader(TrustedIssuer.ours(US, KEYS, true));
    var token = new JwtSigner(KEY, "at+jwt").sign(claims(US, BOB, "web").build());
    assertThat(ask(reader, token, Waiting.NEVER)).isEqualTo(new Attempt.Park(WaitFor.CPU));
    assertThat(ask(reader, token, Waiting.ALLOWED)).isInstanceOf(Attempt.Verified.class);
    assertThat(ask(reader, token, Waiting.NEVER)).isInstanceOf(Attempt.Verified.class);
  }

  @Test
  void theActorsOfADelegatedTokenAreKnownAndALongOrBrokenChainIsRefused() {
    var chain = JwtActors.chain("shop", "batch");

    assertThat(identity(ask(ours(), claims(US, BOB, "shop").put("act", chain).build())).actors())
        .containsExactly("shop", "batch");
    assertThat(ask(ours(), claims(US, BOB, "shop").put("may_act", chain).build()))
        .satisfies(plain -> assertThat(identity(plain).actors()).isEmpty());
    for (var broken : JwtActors.broken()) {
      assertThat(reason(ask(ours(), claims(US, BOB, "shop").put("act", broken).build())))
          .containsAnyOf("actors", "has its type");
    }
  }
}
