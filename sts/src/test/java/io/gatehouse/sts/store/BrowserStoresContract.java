package io.gatehouse.sts.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.Confirmation;
import io.gatehouse.identity.CredentialRecord.State;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.sts.Sts;
import io.gatehouse.sts.authorize.CodeGrant;
import io.gatehouse.sts.authorize.CodeStore.Redemption;
import io.gatehouse.sts.authorize.PushedRequestStore;
import io.gatehouse.sts.authorize.TransactionStore.Transaction;
import io.gatehouse.sts.consent.Consent;
import io.gatehouse.sts.consent.ConsentStore;
import io.gatehouse.sts.device.DeviceGrant;
import io.gatehouse.sts.device.DeviceStore;
import io.gatehouse.sts.device.DeviceStore.Poll;
import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.sts.ledger.LedgerStore;
import io.gatehouse.sts.logout.LogoutOutbox;
import io.gatehouse.sts.oauth.ClaimsRequest;
import io.gatehouse.sts.oauth.CodeChallenge;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.oauth.SignIn;
import io.gatehouse.sts.session.BrowserSession;
import io.gatehouse.sts.session.SessionStore.Kept;
import io.gatehouse.sts.token.refreshtoken.Family;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sessions, transactions, codes and families keep, whatever they are made of. */
public abstract class BrowserStoresContract {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final Fingerprint KEY = Fingerprint.of("secret");
  private static final SignIn SIGN_IN =
      new SignIn(
          new EntryUuid("00000000-0000-4000-8000-00000000000a"),
          "sid1",
          NOW,
          SignIn.PASSWORD_CLASS,
          List.of("pwd", "otp"));

  @TempDir protected Path folder;
  private Sts.Stores stores;

  protected abstract Sts.Stores open(Path folder);

  /** Beside the stores that were opened last. */
  protected abstract LogoutOutbox outbox(Sts.Stores beside);

  protected abstract LedgerStore ledger(Sts.Stores beside);

  @BeforeEach
  void openStores() {
    stores = open(folder);
  }

  @Test
  void aSessionIsFoundUntilItIsRemovedOrPurged() {
    var kept = new Kept(new BrowserSession("alice", SIGN_IN), NOW, LATER);
    stores.sessions().add(KEY, kept);
    assertThat(stores.sessions().find(KEY)).contains(kept);
    stores.sessions().used(KEY, LATER);
    assertThat(stores.sessions().find(KEY)).map(Kept::lastUsed).contains(LATER);
    stores.sessions().purge(LATER);
    assertThat(stores.sessions().find(KEY)).isPresent();
    stores.sessions().purge(LATER.plusMillis(1));
    assertThat(stores.sessions().find(KEY)).isEmpty();
    stores.sessions().add(KEY, kept);
    stores.sessions().remove("sid1");
    assertThat(stores.sessions().find(KEY)).isEmpty();
  }

  @Test
  void anInitialTokenIsGoodForItsUsesUntilItsEnd() {
    stores.initialTokens().add(KEY, 2, LATER);
    assertThat(stores.initialTokens().use(KEY, NOW)).isTrue();
    assertThat(stores.initialTokens().use(KEY, LATER)).isFalse();
    assertThat(stores.initialTokens().use(KEY, NOW)).isTrue();
    assertThat(stores.initialTokens().use(KEY, NOW)).isFalse();
    assertThat(stores.initialTokens().use(Fingerprint.of("other"), NOW)).isFalse();
    stores.initialTokens().purge(LATER.plusSeconds(1));
    assertThat(stores.initialTokens().use(KEY, NOW)).isFalse();
  }

  @Test
  void aDeviceIsDecidedAndHandedOutOnce() {
    var grant = new DeviceGrant("g1", "tv", Set.of("openid"), Optional.of("https://a"), LATER);
    var codes = new DeviceStore.Codes(KEY, Fingerprint.of("user"));
    assertThat(stores.devices().add(codes, grant)).isTrue();
    assertThat(stores.devices().add(codes, grant)).isFalse();
    assertThat(stores.devices().waiting(codes.user(), NOW)).contains(grant);
    assertThat(stores.devices().waiting(codes.user(), LATER)).isEmpty();
    assertThat(stores.devices().poll(KEY, "other", NOW)).isEqualTo(new Poll.Unknown());
    assertThat(stores.devices().poll(KEY, "tv", NOW)).isEqualTo(new Poll.Waiting());
    assertThat(stores.devices().poll(KEY, "tv", NOW)).isEqualTo(new Poll.TooSoon());
    assertThat(stores.devices().decide(codes.user(), Optional.of(SIGN_IN), NOW)).isTrue();
    assertThat(stores.devices().decide(codes.user(), Optional.empty(), NOW)).isFalse();
    assertThat(stores.devices().poll(KEY, "tv", LATER)).isEqualTo(new Poll.Expired());
    assertThat(stores.devices().poll(KEY, "tv", NOW)).isEqualTo(new Poll.Allowed(grant, SIGN_IN));
    assertThat(stores.devices().poll(KEY, "tv", NOW)).isEqualTo(new Poll.Unknown());
    stores.devices().purge(LATER.plusSeconds(7200));
    assertThat(stores.devices().add(codes, grant)).isTrue();
    assertThat(stores.devices().decide(codes.user(), Optional.empty(), NOW)).isTrue();
    assertThat(stores.devices().poll(KEY, "tv", NOW)).isEqualTo(new Poll.Denied());
  }

  @Test
  void aSessionThatEndsLeavesANoticeForEachOfItsClientsUntilItIsDelivered() {
    var session = new LedgerSubject(LedgerSubject.Kind.SESSION, "sid1");
    var entry = LedgerEntry.of(session, "x", NOW, LATER).ownedBy(Optional.of(SIGN_IN.owner()));
    var outbox = outbox(stores);
    ledger(stores).add(entry, Optional.empty());
    stores.codes().add(KEY, grant());
    assertThat(ledger(stores).revoke(session, NOW)).isTrue();
    var notice = new LogoutOutbox.Notice("sid1/c1", "c1", "sid1", SIGN_IN.owner().value(), 0, NOW);
    assertThat(outbox.due(NOW, 5)).containsExactly(notice);
    assertThat(outbox.claim(notice, LATER)).isTrue();
    assertThat(outbox.claim(notice, LATER)).isFalse();
    assertThat(outbox.due(LATER, 5)).extracting(LogoutOutbox.Notice::tries).containsExactly(1);
    outbox.remove(notice.id());
    assertThat(outbox.due(LATER, 5)).isEmpty();
  }

  @Test
  void aTransactionRemembersItsStepsAndIsFinishedOnce() {
    var opened =
        new Transaction(
            Fingerprint.of("b"), "a=b&c=%ED", Optional.empty(), Optional.empty(), LATER);
    stores.transactions().add(KEY, opened);
    assertThat(stores.transactions().find(KEY)).contains(opened);
    stores.transactions().signedIn(KEY, "sid1");
    stores.transactions().consented(KEY, "sid2");
    assertThat(stores.transactions().find(KEY))
        .contains(
            new Transaction(
                opened.browser(), opened.query(), Optional.of("sid1"), Optional.of("sid2"), LATER));
    assertThat(stores.transactions().remove(KEY)).isTrue();
    assertThat(stores.transactions().remove(KEY)).isFalse();
    stores.transactions().add(KEY, opened);
    stores.transactions().purge(LATER.plusMillis(1));
    assertThat(stores.transactions().find(KEY)).isEmpty();
  }

  @Test
  void aCodeIsTakenOnceAndRemembered() {
    var grant = grant();
    stores.codes().add(KEY, grant);
    assertThat(stores.codes().redeem(Fingerprint.of("x"), NOW)).isEqualTo(new Redemption.Unknown());
    assertThat(stores.codes().redeem(KEY, NOW)).isEqualTo(new Redemption.First(grant));
    assertThat(stores.codes().redeem(KEY, LATER)).isEqualTo(new Redemption.Again(grant, NOW));
    stores.codes().purge(LATER.plusMillis(1));
    assertThat(stores.codes().redeem(KEY, LATER)).isEqualTo(new Redemption.Unknown());
  }

  @Test
  void ofManyRedemptionsOneIsTheFirst() throws Exception {
    stores.codes().add(KEY, grant());
    Callable<Boolean> call = () -> stores.codes().redeem(KEY, NOW) instanceof Redemption.First;
    assertThat(countTrue(call)).isEqualTo(1);
  }

  private static CodeGrant grant() {
    return new CodeGrant(
        "g1",
        "c1",
        "https://app.example.com/cb",
        SIGN_IN,
        new CodeGrant.Asked(
            Set.of("openid", "a.b"),
            Optional.of("https://r"),
            Optional.of("n"),
            Optional.of(new CodeChallenge("x".repeat(43))),
            new ClaimsRequest(Set.of("name"), Set.of("email"), Optional.empty(), List.of()),
            Optional.of("k".repeat(43))),
        LATER);
  }

  @Test
  void h28_aPushedRequestIsTakenOnceByItsOwnClientInTime() throws Exception {
    var pushed = new PushedRequestStore.Pushed("c1", "a=b", LATER);
    stores.pushedRequests().add(KEY, pushed);
    assertThat(stores.pushedRequests().take(KEY, "c2", NOW)).isEmpty();
    assertThat(stores.pushedRequests().take(KEY, "c1", LATER)).isEmpty();
    assertThat(countTrue(() -> stores.pushedRequests().take(KEY, "c1", NOW).isPresent()))
        .isEqualTo(1);
    stores.pushedRequests().add(Fingerprint.of("other"), pushed);
    stores.pushedRequests().purge(LATER.plusMillis(1));
    assertThat(stores.pushedRequests().take(Fingerprint.of("other"), "c1", NOW)).isEmpty();
  }

  @Test
  void aFamilyMovesOnOneGenerationAtATime() {
    var family = family();
    stores.families().add(family);
    var found = stores.families().find("f1").orElseThrow();
    assertThat(found).usingRecursiveComparison().isEqualTo(family);
    assertThat(stores.families().rotate("f1", 2, LATER)).isFalse();
    assertThat(stores.families().rotate("f1", 1, LATER)).isTrue();
    assertThat(stores.families().rotate("f1", 1, LATER)).isFalse();
    var rotated = stores.families().find("f1").orElseThrow();
    assertThat(rotated.generation()).isEqualTo(2);
    assertThat(rotated.rotatedAt()).isEqualTo(LATER);
    assertThat(rotated.lastUsed()).isEqualTo(LATER);
    stores.families().used("f1", LATER.plusSeconds(1));
    assertThat(stores.families().find("f1")).map(Family::lastUsed).contains(LATER.plusSeconds(1));
  }

  @Test
  void ofManyRotationsOneSucceeds() throws Exception {
    stores.families().add(family());
    assertThat(countTrue(() -> stores.families().rotate("f1", 1, NOW))).isEqualTo(1);
  }

  @Test
  void aFamilyEndsWithItsSession() {
    stores.families().add(family());
    stores.families().endWithSession("another", NOW);
    assertThat(stores.families().find("f1")).map(Family::ends).contains(LATER);
    stores.families().endWithSession("sid1", NOW);
    assertThat(stores.families().find("f1")).map(Family::ends).contains(NOW);
    stores.families().purge(NOW.plusMillis(1));
    assertThat(stores.families().find("f1")).isEmpty();
  }

  @Test
  void aConsentIsWidenedAndTakesItsFamiliesWithIt() {
    var owner = SIGN_IN.owner();
    var ledger = ledger(stores);
    var own = new LedgerSubject(LedgerSubject.Kind.REFRESH_FAMILY, "f1");
    var others = new LedgerSubject(LedgerSubject.Kind.REFRESH_FAMILY, "f2");
    var entry = LedgerEntry.of(own, "x", NOW, LATER).ownedBy(Optional.of(owner));
    ledger.add(entry.issuedTo("c1"), Optional.empty());
    ledger.add(
        LedgerEntry.of(others, "x", NOW, LATER).ownedBy(Optional.of(owner)).issuedTo("c2"),
        Optional.empty());
    stores.consents().give(consent("k1", Optional.empty(), "openid", NOW));
    stores.consents().give(consent("k2", Optional.of("https://r"), "a.b", NOW));
    stores.consents().give(consent("k3", Optional.empty(), "email", LATER));
    var wide = new Consent.Extent(Optional.empty(), Set.of("openid", "email"), Set.of("name"));
    assertThat(stores.consents().find(owner, "c1", Optional.empty()))
        .contains(new Consent("k1", owner, "c1", wide, LATER));
    assertThat(stores.consents().find(owner, "c2", Optional.empty())).isEmpty();
    assertThat(ids(Optional.of(owner), Optional.empty(), "")).containsExactly("k1", "k2");
    assertThat(ids(Optional.empty(), Optional.of("c1"), "k1")).containsExactly("k2");
    assertThat(ids(Optional.empty(), Optional.of("c2"), "")).isEmpty();
    assertThat(stores.consents().takeBack("k2", NOW)).map(Consent::id).contains("k2");
    assertThat(stores.consents().takeBack("k2", NOW)).isEmpty();
    assertThat(ids(Optional.of(owner), Optional.empty(), "")).containsExactly("k1");
    assertThat(ledger.find(own)).map(LedgerEntry::state).contains(State.REVOKED);
    assertThat(ledger.find(others)).map(LedgerEntry::state).contains(State.ACTIVE);
  }

  private static Consent consent(String id, Optional<String> resource, String scope, Instant at) {
    var extent = new Consent.Extent(resource, Set.of(scope), Set.of("name"));
    return new Consent(id, SIGN_IN.owner(), "c1", extent, at);
  }

  private List<String> ids(Optional<EntryUuid> owner, Optional<String> client, String after) {
    var listing = new ConsentStore.Listing(owner, client, after, 9);
    return stores.consents().list(listing).stream().map(Consent::id).toList();
  }

  private static Family family() {
    return new Family(
        "f1",
        "c1",
        SIGN_IN,
        Set.of("openid"),
        Optional.empty(),
        new ClaimsRequest(Set.of("name"), Set.of(), Optional.empty(), List.of()),
        Optional.of(new Confirmation.Certificate("x".repeat(43))),
        new byte[] {1, 2},
        1,
        NOW,
        NOW,
        LATER);
  }

  private static long countTrue(Callable<Boolean> call) throws Exception {
    try (var pool = Executors.newFixedThreadPool(16)) {
      long count = 0;
      for (var result : pool.invokeAll(IntStream.range(0, 32).mapToObj(i -> call).toList())) {
        count += result.get() ? 1 : 0;
      }
      return count;
    }
  }
}
