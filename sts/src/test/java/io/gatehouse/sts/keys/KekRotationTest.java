package io.gatehouse.sts.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.CredentialRecords.Lookup;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.Waiting;
import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.sts.store.Issuer;
import io.gatehouse.sts.store.jdbc.EmbeddedDatabase;
import io.gatehouse.sts.store.jdbc.JdbcSealedPlaces;
import io.gatehouse.sts.store.jdbc.JdbcStores;
import io.gatehouse.sts.store.jdbc.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that the store keeps sealed, moved to a new key and stopped on the way. */
final class KekRotationTest {
  private static final int KEYS = 150;

  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();
  private StateFolder state;
  private EmbeddedDatabase database;
  private Path file;
  private Issuer issuer;

  @BeforeEach
  void fill() {
    state = StateFolder.lock(folder.resolve("state"));
    database = EmbeddedDatabase.open(state, InstantSource.system());
    file = folder.resolve("kek.key");
    issuer = new Issuer(JdbcStores.of(database), file);
    var now = issuer.clock.instant();
    for (int i = 0; i < KEYS; i++) {
      var entry = LedgerEntry.of(key(i), "x", now, now.plus(Duration.ofDays(1)));
      issuer.ledger.issue(entry, Secret.ofText("secret " + i), 1);
    }
  }

  @AfterEach
  void close() {
    database.close();
    state.close();
  }

  private static LedgerSubject key(int number) {
    return new LedgerSubject(Kind.API_KEY, "k" + number);
  }

  private KekRotation rotation(SealedPlaces... places) {
    return new KekRotation(issuer.kek, new KekFile(file, random), List.of(places), true);
  }

  /** As another process would find it that has only the file. */
  private void everythingOpens() {
    var again = new Issuer(issuer.stores, file);
    for (int i = 0; i < KEYS; i++) {
      var found = again.ledger.find(CredentialKind.API_KEY, "k" + i, Waiting.ALLOWED);
      assertThat(found)
          .isInstanceOfSatisfying(
              Lookup.Found.class,
              key -> assertThat(key.credential().verifier().exposeText()).startsWith("secret "));
    }
    assertThat(again.peppers.version(again.peppers.current()))
        .isEqualTo(issuer.peppers.version(issuer.peppers.current()));
  }

  @Test
  void everythingIsSealedAgainAndTheOldKeyOpensNothing() throws IOException {
    var before = Files.readString(file);
    var places = new JdbcSealedPlaces(database);

    var rotated = rotation(places).rotate();

    assertThat(rotated).isEqualTo(new KekRotation.Rotated(2, KEYS + 1));
    assertThat(places.reseal(issuer.kek)).isZero();
    everythingOpens();
    rotation(places).finish();
    assertThat(Files.readString(file)).startsWith("2:").hasLineCount(1);
    everythingOpens();
    Files.writeString(file, before);
    assertThatThrownBy(() -> new Issuer(issuer.stores, file)).isInstanceOf(Kek.SealBroken.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void r14_stoppedAtAnyStepEverythingOpensAndTheNextStartFinishes(int step) throws IOException {
    var steps = new int[1];
    SealedPlaces powerCut =
        kek -> {
          if (steps[0]++ == step) {
            throw new IllegalStateException("power cut");
          }
          return 1;
        };
    var places = new JdbcSealedPlaces(database);
    // The cut comes before or after the store's own values, in the first round or the second.
    var order =
        step % 2 == 0
            ? new SealedPlaces[] {powerCut, places}
            : new SealedPlaces[] {places, powerCut};
    assertThatThrownBy(() -> rotation(order).rotate()).hasMessage("power cut");

    everythingOpens();
    rotation(places).finish();

    everythingOpens();
    assertThat(Files.readString(file)).startsWith("2:").hasLineCount(1);
  }

  @Test
  void aFileThatCannotBeReplacedChangesNothing() throws IOException {
    var before = Files.readString(file);
    Files.createDirectories(folder.resolve("kek.key.new/in the way"));

    assertThatThrownBy(() -> rotation(new JdbcSealedPlaces(database)).rotate())
        .isInstanceOf(KekFile.Refused.class)
        .hasMessageContaining("cannot be replaced");

    assertThat(Files.readString(file)).isEqualTo(before);
    everythingOpens();
  }
}
