package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.identity.Secret;
import io.gatehouse.sts.audit.AuditLog;
import io.gatehouse.sts.keys.SigningKeys;
import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.sts.store.Issuer;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A process that writes as fast as it can and says on its output what was acknowledged. */
public final class CrashChild {
  static final String CANARY = "canary-5f2d0b9e";

  private CrashChild() {}

  /** Arguments: the state folder and a number that makes this run's ids its own. */
  public static void main(String[] arguments) {
    var folder = StateFolder.lock(Path.of(arguments[0]));
    var run = arguments[1];
    var database = EmbeddedDatabase.open(folder, InstantSource.system());
    var issuer = new Issuer(JdbcStores.of(database), folder.file("kek.key"));
    var keys = issuer.signingKeys();
    var audit =
        AuditLog.open(
            folder.privateFolder("audit"), "node", InstantSource.system(), System::nanoTime);
    var counter = new AtomicLong();
    say("ready");
    for (int i = 0; i < 4; i++) {
      Thread.ofPlatform().start(() -> write(issuer, audit, run, counter));
    }
    rotate(issuer, keys);
  }

  private static void write(Issuer issuer, AuditLog audit, String run, AtomicLong counter) {
    while (true) {
      var id = run + "-" + counter.incrementAndGet();
      var subject = new LedgerSubject(Kind.API_KEY, id);
      var now = issuer.clock.instant();
      var entry = LedgerEntry.of(subject, "x", now, now.plus(Duration.ofDays(1)));
      issuer.ledger.issue(entry, Secret.ofText(CANARY), 1);
      say("issued " + id);
      audit.record(new AuditSink.Event("key.created", "x", id, "ok", Map.of()));
      say("audited " + id);
      if (issuer.ledger.revoke(subject)) {
        say("revoked " + id);
      }
    }
  }

  private static void rotate(Issuer issuer, SigningKeys keys) {
    while (true) {
      keys.rotate();
      issuer.clock.advance(Duration.ofHours(2));
      keys.tick(issuer.clock.instant());
      var _ = keys.compromised(keys.active(JwsAlgorithm.ES256).kid());
    }
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
