package io.gatehouse.sts.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.CredentialRecord;
import io.gatehouse.identity.CredentialRecord.Restrictions;
import io.gatehouse.identity.CredentialRecords.Lookup;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.LedgerEvent.Change;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.OwnerChanged;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.Waiting;
import io.gatehouse.sts.client.MetadataReading;
import io.gatehouse.sts.ledger.Ledger;
import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.sts.ledger.LedgerStore.Listing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for the ledger, whatever the stores are made of. */
public abstract class IssuerContract {
  private static final String BOB = "00000000-0000-4000-8000-00000000000b";
  private static final LedgerSubject KEY = new LedgerSubject(Kind.API_KEY, "k1");

  @TempDir protected Path folder;
  private Issuer issuer;
  private Owner bob;

  private final List<AutoCloseable> opened = new ArrayList<>();

  protected abstract Issuer.Stores stores(Path folder);

  /** Closed after the test, the last opened first. */
  protected final <T extends AutoCloseable> T closing(T resource) {
    opened.addFirst(resource);
    return resource;
  }

  @AfterEach
  void close() throws Exception {
    for (var resource : opened) {
      resource.close();
    }
  }

  @BeforeEach
  void open() {
    issuer = new Issuer(stores(folder), folder.resolve("kek.key"));
    bob = issuer.directory.add(BOB, "bob", "orders-read");
  }

  private LedgerEntry entry(LedgerSubject subject) {
    var now = issuer.clock.instant();
    return LedgerEntry.of(subject, "admin:test", now, now.plus(Duration.ofDays(365)))
        .ownedBy(Optional.of(bob.id()))
        .allowing(
            Set.of("orders.read"), new Restrictions(Set.of("orders"), List.of("192.0.2.0/24")))
        .labelled("billing");
  }

  private void issueKey() {
    issuer.ledger.issue(entry(KEY), Secret.ofText("verifier"), 3);
  }

  private static CredentialRecord found(Lookup lookup) {
    assertThat(lookup).isInstanceOf(Lookup.Found.class);
    return ((Lookup.Found) lookup).credential();
  }

  private io.gatehouse.sts.client.Clients.Registration register(String json) {
    var reading = issuer.clients.read(json.getBytes(StandardCharsets.UTF_8));
    assertThat(reading).isInstanceOf(MetadataReading.Read.class);
    return issuer.clients.register(((MetadataReading.Read) reading).metadata(), "admin:test");
  }

  @Test
  void anIssuedKeyIsFoundWithEverythingItWasIssuedWith() {
    issueKey();

    var record = found(issuer.ledger.find(CredentialKind.API_KEY, "k1", Waiting.ALLOWED));

    assertThat(record.owner()).contains(bob.id());
    assertThat(record.scopes()).containsExactly("orders.read");
    assertThat(record.restrictions())
        .isEqualTo(new Restrictions(Set.of("orders"), List.of("192.0.2.0/24")));
    assertThat(record.verifier()).isEqualTo(Secret.ofText("verifier"));
    assertThat(record.verifierVersion()).isEqualTo(3);
    assertThat(record.state()).isEqualTo(CredentialRecord.State.ACTIVE);
    assertThat(issuer.ledger.entry(KEY)).contains(entry(KEY));
  }

  @Test
  void aColdRecordIsNotLoadedWhereNobodyMayWait() {
    issueKey();

    assertThat(issuer.ledger.find(CredentialKind.API_KEY, "k1", Waiting.NEVER))
        .isEqualTo(new Lookup.NotLoaded());
    found(issuer.ledger.find(CredentialKind.API_KEY, "k1", Waiting.ALLOWED));
    found(issuer.ledger.find(CredentialKind.API_KEY, "k1", Waiting.NEVER));
  }

  @Test
  void anUnknownIdIsRememberedForFiveSecondsUnlessItIsIssuedMeanwhile() {
    assertThat(issuer.ledger.find(CredentialKind.API_KEY, "k1", Waiting.ALLOWED))
        .isEqualTo(new Lookup.Unknown());
    assertThat(issuer.ledger.find(CredentialKind.API_KEY, "k1", Waiting.NEVER))
        .isEqualTo(new Lookup.Unknown());

    issuer.clock.advance(Duration.ofSeconds(6));
    assertThat(issuer.ledger.find(CredentialKind.API_KEY, "k1", Waiting.NEVER))
        .isEqualTo(new Lookup.NotLoaded());

    var _ = issuer.ledger.find(CredentialKind.API_KEY, "k1", Waiting.ALLOWED);
    issueKey();
    found(issuer.ledger.find(CredentialKind.API_KEY, "k1", Waiting.ALLOWED));
  }

  @Test
  void aRevocationIsVisibleBeforeSubscribersHearOfItAndInSequence() {
    issueKey();
    found(issuer.ledger.find(CredentialKind.API_KEY, "k1", Waiting.ALLOWED));
    var heard = new ArrayList<LedgerEvent>();
    issuer.ledger.subscribe(event -> {
      heard.add(event);
      assertThat(issuer.ledger.isRevoked(KEY)).isTrue();
      assertThat(found(issuer.ledger.find(CredentialKind.API_KEY, "k1", Waiting.ALLOWED)).state())
          .isEqualTo(CredentialRecord.State.REVOKED);
    });

    assertThat(issuer.ledger.revoke(KEY)).isTrue();
    assertThat(issuer.ledger.revoke(KEY)).isFalse();

    assertThat(heard).extracting(LedgerEvent::subject).containsExactly(KEY);
    assertThat(heard).extracting(LedgerEvent::change).containsExactly(Change.REVOKED);
    assertThat(heard).extracting(LedgerEvent::sequence).containsExactly(2L);
  }

  @Test
  void revokedTokensSessionsAndClientsAreKnownAgainAfterARestart() {
    var session = new LedgerSubject(Kind.SESSION, "s1");
    issuer.ledger.issue(entry(session));
    assertThat(issuer.ledger.revoke(session)).isTrue();
    issuer.ledger.revokeToken("jti-1");

    var again = new Issuer(issuer.stores, folder.resolve("kek.key"));

    assertThat(again.ledger.isRevoked(session)).isTrue();
    assertThat(again.ledger.isRevoked(new LedgerSubject(Kind.TOKEN, "jti-1"))).isTrue();
    assertThat(again.ledger.isRevoked(new LedgerSubject(Kind.TOKEN, "jti-2"))).isFalse();
  }

  @Test
  void aRolledKeyEndsWithItsOverlapAndItsSuccessorBeginsAtOnce() {
    issueKey();
    var successor = new LedgerSubject(Kind.API_KEY, "k2");
    var soon = issuer.clock.instant().plus(Duration.ofHours(1));

    issuer.ledger.replace(
        KEY, soon, entry(successor), new Ledger.KeyMaterial(Secret.ofText("other"), 1));

    assertThat(found(issuer.ledger.find(CredentialKind.API_KEY, "k1", Waiting.ALLOWED)).expiresAt())
        .isEqualTo(soon);
    found(issuer.ledger.find(CredentialKind.API_KEY, "k2", Waiting.ALLOWED));
  }

  @Test
  void aRolledKeyWithoutOverlapIsRevoked() {
    issueKey();
    var successor = new LedgerSubject(Kind.API_KEY, "k2");

    issuer.ledger.replace(
        KEY,
        issuer.clock.instant(),
        entry(successor),
        new Ledger.KeyMaterial(Secret.ofText("other"), 1));

    assertThat(found(issuer.ledger.find(CredentialKind.API_KEY, "k1", Waiting.ALLOWED)).state())
        .isEqualTo(CredentialRecord.State.REVOKED);
  }

  @Test
  void disablingAnOwnerEndsSessionsAndFamiliesButKeepsTheKeysForTheirReturn() {
    var session = new LedgerSubject(Kind.SESSION, "s1");
    var family = new LedgerSubject(Kind.REFRESH_FAMILY, "f1");
    issueKey();
    issuer.ledger.issue(entry(session));
    issuer.ledger.issue(entry(family).issuedTo("app"));
    var heard = new ArrayList<LedgerSubject>();
    issuer.ledger.subscribe(event -> heard.add(event.subject()));

    issuer.watch.send(bob.id(), OwnerChanged.Change.DISABLED);

    assertThat(issuer.ledger.isRevoked(session)).isTrue();
    assertThat(issuer.ledger.isRevoked(family)).isTrue();
    assertThat(issuer.ledger.isRevoked(KEY)).isFalse();
    assertThat(heard).containsExactlyInAnyOrder(LedgerSubject.owner(bob.id()), session, family);
  }

  @Test
  void revokingAClientTakesItsFamiliesWithIt() {
    var client = register("{\"client_name\":\"a\",\"grant_types\":[\"client_credentials\"]}");
    var family = new LedgerSubject(Kind.REFRESH_FAMILY, "f1");
    issuer.ledger.issue(entry(family).issuedTo(client.client().clientId()));

    assertThat(issuer.clients.revoke(client.client().clientId())).isTrue();

    assertThat(issuer.ledger.isRevoked(family)).isTrue();
    assertThat(issuer.clients.find(client.client().clientId())).isEmpty();
  }

  @Test
  void listsComeInPagesAndForOneOwner() {
    issueKey();
    issuer.ledger.issue(entry(new LedgerSubject(Kind.HMAC_KEY, "h1")), Secret.ofText("r"), 1);
    var kinds = Set.of(Kind.API_KEY, Kind.HMAC_KEY);

    var first = issuer.ledger.list(new Listing(kinds, Optional.of(bob.id()), "", 1));
    var second = issuer.ledger.list(new Listing(kinds, Optional.empty(), "h1", 5));
    var nobody = new EntryUuid("00000000-0000-4000-8000-000000000009");

    assertThat(first).extracting(e -> e.subject().id()).containsExactly("h1");
    assertThat(second).extracting(e -> e.subject().id()).containsExactly("k1");
    assertThat(issuer.ledger.list(new Listing(kinds, Optional.of(nobody), "", 5))).isEmpty();
  }

  @Test
  void theNewestUseIsWrittenInBatches() {
    issueKey();
    var now = issuer.clock.instant();
    issuer.ledger.used(KEY, now.plusSeconds(5));
    issuer.ledger.used(KEY, now);

    issuer.ledger.flushUsage();

    assertThat(issuer.ledger.entry(KEY).flatMap(LedgerEntry::lastUsedAt))
        .contains(now.plusSeconds(5));
  }

  @Test
  void forgettingDropsEndedSessionsAndOldEventsOnly() {
    issueKey();
    var session = new LedgerSubject(Kind.SESSION, "s1");
    var now = issuer.clock.instant();
    issuer.ledger.issue(LedgerEntry.of(session, "x", now, now.plus(Duration.ofHours(1))));
    issuer.clock.advance(Duration.ofDays(400));

    issuer.ledger.tidy();

    assertThat(issuer.ledger.entry(session)).isEmpty();
    assertThat(issuer.ledger.entry(KEY)).isPresent();
    assertThat(issuer.stores.feed().after(0, 10)).isEmpty();
    assertThat(issuer.stores.feed().last()).isEqualTo(1);
  }
}
