package io.gatehouse.sts.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.OwnerChanged;
import io.gatehouse.identity.Secret;
import io.gatehouse.sts.client.MetadataReading;
import io.gatehouse.sts.keys.StoredSigningKey;
import io.gatehouse.sts.keys.StoredSigningKey.State;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for clients, signing keys and peppers, whatever the stores are made of. */
public abstract class RegistersContract {
  private static final String BOB = "00000000-0000-4000-8000-00000000000b";

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

  private io.gatehouse.sts.client.Clients.Registration register(String json) {
    var reading = issuer.clients.read(json.getBytes(StandardCharsets.UTF_8));
    assertThat(reading).isInstanceOf(MetadataReading.Read.class);
    return issuer.clients.register(((MetadataReading.Read) reading).metadata(), "admin:test");
  }

  @Test
  void aClientAcceptsItsTwoNewestSecretsAndNoOther() {
    var registration = register("{\"grant_types\":[\"client_credentials\"]}");
    var id = registration.client().clientId();
    var first = registration.secret().orElseThrow();
    issuer.clock.advance(Duration.ofSeconds(1));
    var second = issuer.clients.addSecret(id).orElseThrow();
    assertThat(issuer.clients.find(id).orElseThrow().accepts(first)).isTrue();
    issuer.clock.advance(Duration.ofSeconds(1));
    var third = issuer.clients.addSecret(id).orElseThrow();

    var client = issuer.clients.find(id).orElseThrow();

    assertThat(client.accepts(first)).isFalse();
    assertThat(client.accepts(second)).isTrue();
    assertThat(client.accepts(third)).isTrue();
    assertThat(client.accepts(Secret.ofText(""))).isFalse();
    assertThat(issuer.clients.addSecret("nobody")).isEmpty();
  }

  @Test
  void aClientStopsWithItsOwnerAndReturnsWithIt() {
    var registration =
        register("{\"grant_types\":[\"client_credentials\"],\"owner\":\"" + BOB + "\"}");
    var id = registration.client().clientId();
    var subject = new LedgerSubject(Kind.CLIENT, id);
    assertThat(issuer.clients.find(id)).isPresent();
    assertThat(issuer.ledger.isRevoked(subject)).isFalse();

    issuer.directory.put(
        new Owner(bob.id(), "bob", AccountState.DISABLED, Set.of(), Owner.Profile.EMPTY));
    issuer.watch.send(bob.id(), OwnerChanged.Change.DISABLED);
    assertThat(issuer.clients.find(id)).isEmpty();
    assertThat(issuer.ledger.isRevoked(subject)).isTrue();

    issuer.directory.put(bob);
    issuer.watch.send(bob.id(), OwnerChanged.Change.ENABLED);
    assertThat(issuer.clients.find(id)).isPresent();
    assertThat(issuer.ledger.isRevoked(subject)).isFalse();
  }

  @Test
  void signingKeysArePublishedBeforeTheySignAndUntilNothingTheySignedIsValid() {
    var keys = issuer.signingKeys();
    var before = keys.active(JwsAlgorithm.ES256).kid();
    keys.rotate();
    keys.rotate();
    assertThat(keys.published()).hasSize(4);
    assertThat(keys.active(JwsAlgorithm.ES256).kid()).isEqualTo(before);

    issuer.clock.advance(Duration.ofHours(1));
    keys.tick(issuer.clock.instant());
    assertThat(keys.active(JwsAlgorithm.ES256).kid()).isEqualTo(before);
    issuer.clock.advance(Duration.ofMinutes(1));
    keys.tick(issuer.clock.instant());
    var after = keys.active(JwsAlgorithm.ES256).kid();
    assertThat(after).isNotEqualTo(before);
    assertThat(keys.published()).extracting(SigningKey::kid).contains(before);

    issuer.clock.advance(Duration.ofMinutes(6));
    keys.tick(issuer.clock.instant());
    assertThat(keys.published()).extracting(SigningKey::kid).doesNotContain(before);
    assertThat(keys.list())
        .filteredOn(key -> key.state() == State.GONE)
        .extracting(StoredSigningKey::sealed)
        .allMatch(bytes -> bytes.length == 0);
    assertThat(issuer.signingKeys().active(JwsAlgorithm.ES256).kid()).isEqualTo(after);
  }

  @Test
  void aSuccessorIsMadeWhenAKeyHasSignedLongEnough() {
    var keys = issuer.signingKeys();
    issuer.clock.advance(Duration.ofDays(90));

    keys.tick(issuer.clock.instant());

    assertThat(keys.list()).filteredOn(key -> key.state() == State.PENDING).hasSize(2);
    assertThat(keys.list()).filteredOn(key -> key.state() == State.ACTIVE).hasSize(2);
  }

  @Test
  void r28_aCompromisedKeyIsGoneAtOnceAndItsSuccessorSigns() {
    var keys = issuer.signingKeys();
    var stolen = keys.active(JwsAlgorithm.ES256).kid();
    var other = keys.active(JwsAlgorithm.RS256).kid();

    assertThat(keys.compromised(stolen)).isTrue();
    assertThat(keys.compromised(stolen)).isFalse();
    assertThat(keys.compromised("nobody's")).isFalse();

    assertThat(keys.published()).extracting(SigningKey::kid).hasSize(2).doesNotContain(stolen);
    assertThat(keys.active(JwsAlgorithm.RS256).kid()).isEqualTo(other);
    assertThat(keys.list())
        .filteredOn(key -> key.kid().equals(stolen))
        .singleElement()
        .matches(key -> key.state() == State.GONE && key.sealed().length == 0);
  }

  @Test
  void aCompromisedKeyIsFollowedByTheOneThatWasPublishedAlready() {
    var keys = issuer.signingKeys();
    keys.rotate();
    var waiting =
        keys.list().stream()
            .filter(key -> key.state() == State.PENDING)
            .filter(key -> key.algorithm() == JwsAlgorithm.ES256)
            .map(StoredSigningKey::kid)
            .toList();

    assertThat(keys.compromised(keys.active(JwsAlgorithm.ES256).kid())).isTrue();

    assertThat(waiting).containsExactly(keys.active(JwsAlgorithm.ES256).kid());
    assertThat(keys.compromised(keys.active(JwsAlgorithm.ES256).kid())).isTrue();
    assertThat(keys.list()).filteredOn(key -> key.state() == State.ACTIVE).hasSize(2);
  }

  @Test
  void aKeyThatAnotherProcessMovedIsSeenWithTheNextDelivery() {
    var here = issuer.signingKeys();
    var there = new Issuer(issuer.stores, folder.resolve("kek.key")).signingKeys();
    var stolen = here.active(JwsAlgorithm.ES256).kid();

    assertThat(there.compromised(stolen)).isTrue();
    issuer.feed.deliver();

    assertThat(here.published()).extracting(SigningKey::kid).doesNotContain(stolen);
    assertThat(here.active(JwsAlgorithm.ES256).kid())
        .isEqualTo(there.active(JwsAlgorithm.ES256).kid());
  }

  @Test
  void peppersAreTheSameAfterARestart() {
    var again = new Issuer(issuer.stores, folder.resolve("kek.key"));

    assertThat(again.peppers.version(again.peppers.current()))
        .isEqualTo(issuer.peppers.version(issuer.peppers.current()));
  }
}
