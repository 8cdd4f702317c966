package io.gatehouse.sts.store.jdbc;

import static io.gatehouse.identity.CredentialRecord.State.REVOKED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.sts.audit.AuditLog;
import io.gatehouse.sts.audit.AuditVerifier;
import io.gatehouse.sts.keys.StoredSigningKey;
import io.gatehouse.sts.keys.StoredSigningKey.State;
import io.gatehouse.sts.store.Issuer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process killed at any moment has lost nothing that it acknowledged. */
final class CrashTest {
  private static final int KILLS = Integer.getInteger("gatehouse.kills", 10);
  private static final long SEED = Long.getLong("gatehouse.seed", 20_261_122);
  private static final String JAVA = System.getProperty("java.home") + "/bin/java";

  @TempDir Path temp;

  private final Set<String> acknowledged = new HashSet<>();

  @Test
  void r14_killedAtAnyMomentNothingAcknowledgedIsLostAndOneKeyPerAlgorithmSigns()
      throws IOException, InterruptedException {
    var random = new Random(SEED);
    var state = temp.resolve("state");
    for (int kill = 0; kill < KILLS; kill++) {
      runAndKill(state, kill, 1 + random.nextInt(60));
      if (kill % 5 == 4 || kill == KILLS - 1) {
        judge(state);
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(KILLS);
  }

  /** Kills with SIGKILL after so many lines, without a word before. */
  private void runAndKill(Path state, int run, int lines) throws IOException, InterruptedException {
    var child =
        new ProcessBuilder(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=" + temp.resolve("none.xml"),
                "-cp",
                System.getProperty("java.class.path"),
                CrashChild.class.getName(),
                state.toString(),
                "r" + run)
            .redirectError(temp.resolve("child.err").toFile())
            .start();
    var said = new ArrayList<String>();
    try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        said.add(line);
        if (said.size() == lines) {
          // Through the handle: what the child said before must still be read.
          assertThat(child.toHandle().destroyForcibly()).isTrue();
        }
      }
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.waitFor()).isEqualTo(137);
    acknowledged.addAll(said);
  }

  private void judge(Path path) throws IOException {
    try (var state = StateFolder.lock(path);
        var database = EmbeddedDatabase.open(state, InstantSource.system())) {
      judgeKeys(JdbcStores.of(database).signingKeys().all());
      judgeLedger(new Issuer(JdbcStores.of(database), state.file("kek.key")));
      judgeAudit(path.resolve("audit"));
    }
    judgeFiles(path);
  }

  private static void judgeKeys(List<StoredSigningKey> keys) {
    assertThat(keys)
        .filteredOn(key -> key.state() == State.ACTIVE)
        .extracting(StoredSigningKey::algorithm)
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  private void judgeLedger(Issuer issuer) {
    for (var line : acknowledged) {
      var words = line.split(" ", 2);
      if (words[0].equals("issued") || words[0].equals("revoked")) {
        var kept =
            issuer
                .ledger
                .entry(new LedgerSubject(Kind.API_KEY, words[1]))
                .filter(entry -> words[0].equals("issued") || entry.state() == REVOKED);
        assertThat(kept).as(line).isPresent();
      }
    }
    // The signing keys open under the same key-encryption key, and their feed has no hole.
    assertThat(issuer.signingKeys().published()).isNotEmpty();
    var events = issuer.stores.feed().after(0, 1_000_000);
    assertThat(events.getLast().sequence() - events.getFirst().sequence() + 1)
        .isEqualTo(events.size());
  }

  private void judgeAudit(Path folder) throws IOException {
    AuditLog.open(folder, "node", InstantSource.system(), () -> 0).close();
    assertThat(AuditVerifier.verify(folder)).isInstanceOf(AuditVerifier.Verdict.Intact.class);
    var text = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (var file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
        text.append(Files.readString(file));
      }
    }
    var log = text.toString();
    assertThat(acknowledged)
        .filteredOn(line -> line.startsWith("audited "))
        .allMatch(line -> log.contains("\"subject\":\"" + line.substring(8) + "\""));
  }

  private static void judgeFiles(Path state) throws IOException {
    try (Stream<Path> files = Files.walk(state)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("lock") && !file.toString().endsWith(".lck")) {
          assertThat(Files.size(file)).as(file.toString()).isPositive();
        }
        var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes.contains(CrashChild.CANARY)).as(file.toString()).isFalse();
      }
    }
  }
}
