package io.gatehouse.gateway.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gateway.WrittenRequest;
import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.OwnerState;
import io.gatehouse.identity.OwnerStates;
import io.gatehouse.identity.Principal;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import io.gatehouse.testkit.KnownOwners;
import io.gatehouse.testkit.StoppedClock;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.SigningKey;
import io.gatehouse.tokens.saml.AssertionPolicy;
import io.gatehouse.tokens.saml.AssertionSigner;
import io.gatehouse.tokens.saml.AssertionVerifier;
import io.gatehouse.tokens.saml.NewAssertion;
import io.gatehouse.tokens.saml.OpenSaml;
import io.gatehouse.tokens.saml.VerifiedAssertion;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SamlAuthenticatorTest {
  private static final String BOB = "6f9619ff-8b86-4011-b42d-00c04fc964ff";
  private static final String US = "https://sts.test";
  private static final String API = "https://api.test";
  private static final SigningKey KEY = SigningKey.generate(JwsAlgorithm.ES256, Jca.installed());
  private static final OpenSaml LIBRARY = OpenSaml.start();

  private final StoppedClock clock = StoppedClock.at("2026-01-01T12:00:00Z");
  private final KnownOwners owners = new KnownOwners();
  private final Set<String> claimed = new HashSet<>();
  private final AtomicInteger verified = new AtomicInteger();
  private ReplayGuard.Outcome first = ReplayGuard.Outcome.FIRST;
  private OwnerStates states = owners;

  SamlAuthenticatorTest() {
    owners.add(BOB, "bob", "orders-read");
  }

  private AssertionPolicy policy() {
    return AssertionPolicy.expect(US, now -> List.of(KEY.verifying().publicKey()));
  }

  private TrustedAssertions trusted(Optional<TrustedAssertions.Match> match, boolean once) {
    return new TrustedAssertions(
        policy(),
        true,
        match,
        new TrustedAssertions.Scopes.OfGroups(
            groups -> groups.contains("orders-read") ? Set.of("orders.read") : Set.of()),
        once);
  }

  private SamlAuthenticator reader(TrustedAssertions issuer) {
    var holders =
        new AssertionHolders(
            (id, waiting) -> states.stateOf(id, waiting),
            new MatchedOwners(owners, clock::nanos),
            claim ->
                claimed.add(claim.namespace() + " " + claim.id())
                    ? first
                    : ReplayGuard.Outcome.REPLAYED);
    var verifier =
        new AssertionVerifier(
            () -> {
              verified.incrementAndGet();
              return LIBRARY;
            },
            clock);
    return new SamlAuthenticator(
        issuer,
        verifier,
        holders,
        new SeenTokens<>(clock, clock::nanos, 100, VerifiedAssertion::expiresAt));
  }

  private SamlAuthenticator ours() {
    return reader(trusted(Optional.empty(), false));
  }

  private String assertion(String subject) {
    return AssertionSigner.sign(
        new NewAssertion("_1", US, subject, API, clock.instant(), Duration.ofMinutes(5)), KEY);
  }

  private static Attempt ask(SamlAuthenticator reader, String assertion, Waiting waiting) {
    return reader.authenticate(
        new Credential.SamlAssertion(Secret.ofText(assertion)),
        new WrittenRequest("GET", "/", List.of()),
        waiting);
  }

  /** As the pipeline does: a wait is given, and the question asked again. */
  private static Attempt ask(SamlAuthenticator reader, String assertion) {
    var attempt = ask(reader, assertion, Waiting.ALLOWED);
    return attempt instanceof Attempt.Park ? ask(reader, assertion, Waiting.ALLOWED) : attempt;
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
  void anAssertionStandsForItsOwnerWithGroupsAndScopesOfTheDirectory() {
    var bob = identity(ask(ours(), assertion(BOB)));
    assertThat(bob.principal()).isEqualTo(new Principal.Person(BOB));
    assertThat(bob.authentication().methods()).isEqualTo(List.of("saml"));
    assertThat(bob.authority().groups()).isEqualTo(Set.of("orders-read"));
    assertThat(bob.authority().scopes()).isEqualTo(Set.of("orders.read"));
    assertThat(bob.authority().audiences()).isEqualTo(Optional.of(Set.of(API)));
    assertThat(bob.authorizedParty()).isEqualTo(US);
    assertThat(bob.tokenId()).isEqualTo(Optional.of("_1"));
    assertThat(bob.expiresAt()).isEqualTo(clock.instant().plusSeconds(300));
  }

  @Test
  void verifyingWaitsForTheCpuPoolAndIsDoneOnce() {
    var reader = ours();
    var assertion = assertion(BOB);
    assertThat(ask(reader, assertion, Waiting.NEVER)).isEqualTo(new Attempt.Park(WaitFor.CPU));
    assertThat(verified).hasValue(0);
    assertThat(ask(reader, assertion)).isInstanceOf(Attempt.Verified.class);
    assertThat(ask(reader, assertion, Waiting.NEVER)).isInstanceOf(Attempt.Verified.class);
    assertThat(verified).hasValue(1);
  }

  @Test
  void theCpuPoolNeverWaitsForTheDirectory() {
    states =
        (id, waiting) ->
            waiting == Waiting.NEVER ? new OwnerState.NotLoaded() : owners.stateOf(id, waiting);
    var reader = ours();
    var assertion = assertion(BOB);
    assertThat(ask(reader, assertion, Waiting.ALLOWED))
        .isEqualTo(new Attempt.Park(WaitFor.DIRECTORY));
    assertThat(ask(reader, assertion)).isInstanceOf(Attempt.Verified.class);
  }

  @Test
  void anAssertionSeenBeforeStopsWithItsOwnerAndItsTime() {
    var reader = ours();
    var assertion = assertion(BOB);
    assertThat(ask(reader, assertion)).isInstanceOf(Attempt.Verified.class);
    var bob = owners.add(BOB, "bob", "orders-read");
    owners.put(new Owner(bob.id(), "bob", AccountState.DISABLED, Set.of(), Owner.Profile.EMPTY));
    assertThat(reason(ask(reader, assertion))).isEqualTo("saml: owner disabled or gone");
    owners.put(bob);
    clock.advance(Duration.ofMinutes(5));
    assertThat(reason(ask(reader, assertion))).isEqualTo("saml: not valid now");
  }

  @Test
  void anOutageOfTheDirectoryIsNoRefusal() {
    states =
        (id, waiting) -> {
          throw new DependencyUnavailable(Dependency.DIRECTORY, "gone");
        };
    var reader = ours();
    var assertion = assertion(BOB);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> ask(reader, assertion))
        .isInstanceOf(DependencyUnavailable.class);
  }

  @Test
  void aNameThatIsNoEntryUuidIsRefusedUnlessItIsMatched() {
    assertThat(reason(ask(ours(), assertion("bob")))).isEqualTo("saml: NameID is no entryUUID");
    var match = Optional.of(new TrustedAssertions.Match(TrustedAssertions.NAME_ID, "uid"));
    var matching = reader(trusted(match, false));
    assertThat(identity(ask(matching, assertion("bob"))).principal())
        .isEqualTo(new Principal.Person(BOB));
    assertThat(reason(ask(matching, assertion("nobody"))))
        .isEqualTo("saml: not exactly one owner matches");
    var attribute = Optional.of(new TrustedAssertions.Match("mail", "uid"));
    assertThat(reason(ask(reader(trusted(attribute, false)), assertion("bob"))))
        .isEqualTo("saml: not one value of mail");
  }

  @Test
  void scopesOfATableAreNoOthers() {
    var table =
        new TrustedIssuer.ClaimTable(
            TrustedAssertions.NAME_ID, Map.of(BOB, List.of("orders.write")));
    var issuer =
        new TrustedAssertions(
            policy(),
            false,
            Optional.empty(),
            new TrustedAssertions.Scopes.Translated(table),
            false);
    var bob = identity(ask(reader(issuer), assertion(BOB)));
    assertThat(bob.authority().scopes()).isEqualTo(Set.of("orders.write"));
    assertThat(bob.authority().audiences()).isEmpty();
  }

  @Test
  void c23_oneThatIsToBeUsedOnceIsUsedOnce() {
    var reader = reader(trusted(Optional.empty(), true));
    var assertion = assertion(BOB);
    assertThat(ask(reader, assertion)).isInstanceOf(Attempt.Verified.class);
    assertThat(reason(ask(reader, assertion))).isEqualTo("saml: used before");
    assertThat(claimed).isEqualTo(Set.of("saml " + US + " _1"));
  }

  @Test
  void c23_nothingIsClaimedForAnAssertionThatIsRefused() {
    var reader = reader(trusted(Optional.empty(), true));
    assertThat(ask(reader, assertion("bob"))).isInstanceOf(Attempt.Refused.class);
    assertThat(claimed).isEmpty();
  }

  @Test
  void aGuardThatCannotTellIsAnOutage() {
    first = ReplayGuard.Outcome.RECOVERING;
    var attempt = ask(reader(trusted(Optional.empty(), true)), assertion(BOB));
    assertThat(attempt).isInstanceOf(Attempt.Refused.class);
    assertThat(((Attempt.Refused) attempt).problem().kind()).isEqualTo(ProblemKind.UNAVAILABLE);
  }

  @Test
  void anIssuerIsRecognisedByWhatTheBytesClaim() {
    assertThat(ours().recognises(new Credential.SamlAssertion(Secret.ofText(assertion(BOB)))))
        .isTrue();
    assertThat(ours().recognises(new Credential.SamlAssertion(Secret.ofText("AAAA")))).isFalse();
    assertThat(ours().recognises(new Credential.BearerToken(Secret.ofText("x")))).isFalse();
    var other =
        new NewAssertion("_1", "https://o", BOB, US, clock.instant(), Duration.ofMinutes(5));
    assertThat(
            ours()
                .recognises(
                    new Credential.SamlAssertion(Secret.ofText(AssertionSigner.sign(other, KEY)))))
        .isFalse();
    assertThat(reason(ask(ours(), AssertionSigner.sign(other, KEY))))
        .isEqualTo("saml: another issuer's assertion");
    assertThat(reason(ask(ours(), "AAAA"))).startsWith("saml: ");
  }
}
