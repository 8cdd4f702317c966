package io.gatehouse.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.CredentialRecord;
import io.gatehouse.identity.CredentialRecord.Restrictions;
import io.gatehouse.identity.CredentialRecord.State;
import io.gatehouse.identity.CredentialRecords;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.KeyMint.Minted;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.Principal;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import io.gatehouse.testkit.KnownOwners;
import io.gatehouse.testkit.StoppedClock;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeyAuthenticatorTest {
  private static final EntryUuid BOB = new EntryUuid("00000000-0000-4000-8000-000000000001");
  private static final EntryUuid CAROL = new EntryUuid("00000000-0000-4000-8000-000000000002");
  private static final Instant EXPIRES = Instant.parse("2027-11-22T00:00:00Z");

  private final StoppedClock clock = StoppedClock.at("2026-11-22T10:00:00Z");
  private final KnownOwners owners = new KnownOwners();
  private final Map<String, CredentialRecord> records = new HashMap<>();
  private final List<String> lookups = new ArrayList<>();
  private final List<LedgerSubject> used = new ArrayList<>();
  private final ApiKeyMint mint = new ApiKeyMint("live", new KnownPeppers(), new SecureRandom());
  private final ApiKeyAuthenticator authenticator =
      new ApiKeyAuthenticator(
          new Registers(this::find, owners, new KnownPeppers(), (subject, _) -> used.add(subject)),
          clock);
  private final Minted bobs = mint.mint();
  private final Minted carols = mint.mint();

  @BeforeEach
  void issue() {
    owners.add(BOB.value(), "bob", "orders-read");
    owners.add(CAROL.value(), "carol", "admins");
    put(bobs, BOB, State.ACTIVE, EXPIRES, Restrictions.NONE);
    put(carols, CAROL, State.ACTIVE, EXPIRES, Restrictions.NONE);
  }

  private void put(
      Minted key, EntryUuid owner, State state, Instant expires, Restrictions restrictions) {
    records.put(
        key.id(),
        new CredentialRecord(
            CredentialKind.API_KEY,
            key.id(),
            Optional.of(owner),
            Set.of("orders.read"),
            restrictions,
            key.verifier(),
            key.verifierVersion(),
            expires,
            state));
  }

  private CredentialRecords.Lookup find(CredentialKind kind, String id, Waiting waiting) {
    lookups.add(id);
    return Optional.ofNullable(records.get(id))
        .<CredentialRecords.Lookup>map(CredentialRecords.Lookup.Found::new)
        .orElseGet(CredentialRecords.Lookup.Unknown::new);
  }

  private Attempt ask(String key) {
    return ask(key, new Received("192.0.2.7", List.of()));
  }

  private Attempt ask(String key, Received request) {
    var credential = new Credential.ApiKey(Secret.ofText(key));
    return authenticator.authenticate(credential, request, Waiting.NEVER);
  }

  private static String text(Minted key) {
    return key.shownOnce().exposeText();
  }

  private static VerifiedIdentity verified(Attempt attempt) {
    assertThat(attempt).isInstanceOf(Attempt.Verified.class);
    return ((Attempt.Verified) attempt).identity();
  }

  /** Everything that a caller can see of a refusal. */
  private static List<Object> visible(Attempt attempt) {
    return switch (attempt) {
      case Attempt.Refused(var problem) ->
          List.of(problem.kind(), problem.detail(), problem.retryAfter());
      case Attempt.Verified _, Attempt.Park _ -> List.of(attempt);
    };
  }

  private static int status(Attempt attempt) {
    return switch (attempt) {
      case Attempt.Verified _ -> 200;
      case Attempt.Refused(var problem) -> problem.kind().status();
      case Attempt.Park _ -> 0;
    };
  }

  @Test
  void aKeyIsItsOwnerWithItsOwnScopes() {
    var identity = verified(ask(text(bobs)));
    assertThat(identity.principal()).isEqualTo(new Principal.Person(BOB.value()));
    assertThat(identity.owner()).contains(BOB);
    assertThat(identity.authorizedParty()).isEqualTo(bobs.id());
    assertThat(identity.authentication().methods()).containsExactly("api_key");
    assertThat(identity.authority().scopes()).containsExactly("orders.read");
    assertThat(identity.authority().groups()).containsExactly("orders-read");
    assertThat(identity.expiresAt()).isEqualTo(EXPIRES);
    assertThat(verified(ask(text(carols))).owner()).contains(CAROL);
    assertThat(used)
        .containsExactly(
            new LedgerSubject(LedgerSubject.Kind.API_KEY, bobs.id()),
            new LedgerSubject(LedgerSubject.Kind.API_KEY, carols.id()));
  }

  @Test
  void aKeyHashedUnderAnOlderPepperStillWorks() {
    var key = ApiKeyFormat.parse(text(bobs)).orElseThrow();
    var old = Secret.of(KeyedHash.of(key, KnownPeppers.OLD));
    put(
        new Minted(bobs.id(), bobs.shownOnce(), old, 1),
        BOB,
        State.ACTIVE,
        EXPIRES,
        Restrictions.NONE);
    assertThat(status(ask(text(bobs)))).isEqualTo(200);
  }

  @Test
  void aPepperThatIsGoneIsAnOutageAndNoWrongKey() {
    var gone = new Minted(bobs.id(), bobs.shownOnce(), bobs.verifier(), 9);
    put(gone, BOB, State.ACTIVE, EXPIRES, Restrictions.NONE);
    assertThatThrownBy(() -> ask(text(bobs))).isInstanceOf(DependencyUnavailable.class);
  }

  @Test
  void d01_anUnknownIdTakesTheTimeOfAWrongSecret() {
    var wrong = swapped(bobs, mint.mint());
    var unknown = text(mint.mint());
    assertThat(status(ask(wrong))).isEqualTo(401);
    var wrongTimes = new long[20_000];
    var unknownTimes = new long[20_000];
    for (int i = -20_000; i < wrongTimes.length; i++) {
      long first = time(wrong);
      long second = time(unknown);
      if (i >= 0) {
        wrongTimes[i] = first;
        unknownTimes[i] = second;
      }
    }
    assertThat(Math.abs(mean(wrongTimes) - mean(unknownTimes)))
        .isLessThan(Math.max(deviation(wrongTimes), deviation(unknownTimes)));
  }

  private long time(String key) {
    long start = System.nanoTime();
    assertThat(ask(key)).isInstanceOf(Attempt.Refused.class);
    return System.nanoTime() - start;
  }

  private static double mean(long[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(long[] values) {
    double mean = mean(values);
    return Math.sqrt(
        Arrays.stream(values).mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  /** The id of one key with the secret of another, and the checksum that makes it well formed. */
  private static String swapped(Minted id, Minted secret) {
    var proven = text(id).substring(0, 21) + text(secret).substring(21, 64);
    return new ApiKeyFormat.Parts(id.id(), proven).written();
  }

  @Test
  void d02_unknownWrongRevokedExpiredAndElsewhereLookAlike() {
    var unknown = visible(ask(text(mint.mint())));
    assertThat(unknown.getFirst().toString()).isEqualTo("INVALID_CREDENTIAL");
    assertThat(visible(ask(swapped(bobs, mint.mint())))).isEqualTo(unknown);
    assertThat(visible(ask("gth_live_nonsense"))).isEqualTo(unknown);
    put(bobs, BOB, State.REVOKED, EXPIRES, Restrictions.NONE);
    assertThat(visible(ask(text(bobs)))).isEqualTo(unknown);
    put(bobs, BOB, State.ACTIVE, clock.instant(), Restrictions.NONE);
    assertThat(visible(ask(text(bobs)))).isEqualTo(unknown);
    put(bobs, BOB, State.ACTIVE, EXPIRES, new Restrictions(Set.of(), List.of("10.0.0.0/8")));
    assertThat(visible(ask(text(bobs)))).isEqualTo(unknown);
    assertThat(status(ask(text(bobs), new Received("10.1.2.3", List.of())))).isEqualTo(200);
  }

  @Test
  void d05_twoKeysAreAmbiguous() {
    var field = new HttpField("X-API-Key", text(bobs));
    var twice = List.of(field, new HttpField("x-api-key", text(carols)));
    assertThat(status(ask(text(bobs), new Received("192.0.2.7", twice)))).isEqualTo(400);
    assertThat(status(ask(text(bobs), new Received("192.0.2.7", List.of(field))))).isEqualTo(200);
  }

  @Test
  void d06_variantsOfAKeyAreNoKeys() {
    for (var variant : List.of(" " + text(bobs), text(bobs) + " ", text(bobs) + "\u200b")) {
      assertThat(status(ask(variant))).isEqualTo(401);
    }
    assertThat(lookups).isEmpty();
  }

  @Test
  void d08_theRoutesOfAKeyGoWithItsIdentity() {
    put(bobs, BOB, State.ACTIVE, EXPIRES, new Restrictions(Set.of("orders"), List.of()));
    assertThat(verified(ask(text(bobs))).authority().routes()).containsExactly("orders");
  }

  @Test
  void d09_theSecretOfOneKeyIsNoneForAnother() {
    assertThat(status(ask(swapped(bobs, carols)))).isEqualTo(401);
    assertThat(status(ask(swapped(carols, bobs)))).isEqualTo(401);
    var moved = text(bobs).replace("gth_live_", "gth_test_").substring(0, 64);
    assertThat(status(ask(new ApiKeyFormat.Parts(bobs.id(), moved).written()))).isEqualTo(401);
  }

  @Test
  void d10_aDisabledOwnersKeyStops() {
    var bob = owners.byId(BOB).orElseThrow();
    assertThat(status(ask(text(bobs)))).isEqualTo(200);
    owners.put(new Owner(BOB, "bob", AccountState.DISABLED, bob.groups(), bob.profile()));
    assertThat(status(ask(text(bobs)))).isEqualTo(401);
    owners.remove(BOB);
    assertThat(status(ask(text(bobs)))).isEqualTo(401);
    assertThat(status(ask(text(carols)))).isEqualTo(200);
  }

  @Test
  void d12_aWrongChecksumIsRefusedWithoutALookup() {
    var key = text(bobs);
    char last = key.charAt(69) == '0' ? '1' : '0';
    assertThat(status(ask(key.substring(0, 69) + last))).isEqualTo(401);
    assertThat(lookups).isEmpty();
    assertThat(status(ask(key))).isEqualTo(200);
    assertThat(lookups).containsExactly(bobs.id());
  }

  @Test
  void d15_theUserAgentOpensNothing() {
    for (var agent : List.of("GoogleHC/1.0", "kube-probe/1.30", "ELB-HealthChecker/2.0")) {
      var request = new Received("192.0.2.7", List.of(new HttpField("User-Agent", agent)));
      assertThat(status(ask("gth_live_x", request))).isEqualTo(401);
    }
  }

  @Test
  void aRecordThatIsNotInMemoryIsWaitedFor() {
    var loading =
        new ApiKeyAuthenticator(
            new Registers(
                (_, _, _) -> new CredentialRecords.Lookup.NotLoaded(),
                owners,
                new KnownPeppers(),
                (_, _) -> {}),
            clock);
    var credential = new Credential.ApiKey(bobs.shownOnce());
    var request = new Received("192.0.2.7", List.of());
    assertThat(loading.authenticate(credential, request, Waiting.NEVER))
        .isEqualTo(new Attempt.Park(WaitFor.STORE));
    assertThatThrownBy(() -> loading.authenticate(credential, request, Waiting.ALLOWED))
        .isInstanceOf(DependencyUnavailable.class);
  }
}
