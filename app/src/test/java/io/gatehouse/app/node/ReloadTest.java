package io.gatehouse.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node takes over changed configurations whole or not at all, while it is called. */
@Timeout(180)
final class ReloadTest {
  private static final int RELOADS = 200;
  private static final int CALLERS = 2;
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static LiveNode node;
  private static String key;

  @BeforeAll
  static void start() throws IOException {
    node = new LiveNode(folder);
    key = node.newKey();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private record Seen(int status, String limit, String audience) {}

  private static List<Seen> callUntil(AtomicBoolean done) throws IOException {
    var seen = new ArrayList<Seen>();
    while (!done.get()) {
      var answer = node.get("/orders/load", key);
      seen.add(
          new Seen(
              answer.statusCode(),
              answer.headers().firstValue("RateLimit-Policy").orElse("").split("\"", -1)[1],
              answer.headers().firstValue("X-Audience").orElse("")));
    }
    return seen;
  }

  @Test
  void r18_reloadsGoodAndBadFailNoRequestAndEachSeesOneConfiguration() throws Exception {
    var done = new AtomicBoolean();
    var seen = new ArrayList<Seen>();
    var versions = new HashSet<String>();
    reloadOnce(0, versions);
    try (var callers = Executors.newFixedThreadPool(CALLERS)) {
      var running = new ArrayList<Future<List<Seen>>>();
      for (int i = 0; i < CALLERS; i++) {
        running.add(callers.submit((Callable<List<Seen>>) () -> callUntil(done)));
      }
      try {
        for (int i = 0; i < RELOADS; i++) {
          reloadOnce(i, versions);
        }
      } finally {
        done.set(true);
      }
      for (var caller : running) {
        seen.addAll(results(caller));
      }
    }
    assertThat(seen).extracting(Seen::status).containsOnly(200);
    assertThat(seen).allMatch(one -> one.limit().equals(one.audience()));
    assertThat(seen).extracting(Seen::audience).contains("a", "b");
    assertOneConfigurationPerLine(seen.size(), versions);
  }

  private static List<Seen> results(Future<List<Seen>> caller) throws InterruptedException {
    try {
      return caller.get();
    } catch (ExecutionException failed) {
      throw new AssertionError(failed);
    }
  }

  private static void reloadOnce(int turn, Set<String> versions) throws IOException {
    var good = node.of(turn % 4 < 2 ? "a" : "b");
    var bad = turn % 2 == 1;
    node.configure(bad ? broken(turn, good) : good);
    var answer = node.reload();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(bad ? 422 : 200);
    if (!bad) {
      versions.add(LiveNode.json(answer).get("version").asString());
    }
  }

  private static String broken(int turn, String good) {
    return switch (turn % 3) {
      case 0 -> good + "\nnonsense: [";
      case 1 -> good.replace("orders.read", "orders.read\" in (");
      default -> good.replace("to: ", "to: nowhere-").replace("rate: 3/h", "rate: 3/h, x: 1");
    };
  }

  // What the policy, the limit and the service said of a call carries one name, and its version.
  private static void assertOneConfigurationPerLine(int calls, Set<String> versions)
      throws IOException {
    var lines = new DecisionLines(folder.resolve("state/decisions")).first(calls, "/orders/load");
    assertThat(versions).hasSize(2);
    assertThat(lines).extracting(line -> line.get("config").asString()).containsAll(versions);
    assertThat(
            lines.stream()
                .map(line -> line.get("config").asString() + line.get("rule").asString())
                .distinct())
        .hasSize(2);
  }

  @Test
  void allThatIsWrongIsSaidAndNothingChanges() throws IOException {
    node.configure(node.of("a"));
    assertThat(node.reload().statusCode()).isEqualTo(200);
    var before = node.version();
    node.configure(
        node.of("b")
            .replace("https: 127.0.0.1", "https: 127.0.0.2")
            .replace("directory:", "roles: [gateway, sts]\naudit: best-effort\ndirectory:")
            .replace("orders.read: {}", "orders.read: {}, orders.write: {}"));
    var refused = node.reload();

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains(
            "`https` cannot change while the node runs", "`audit` cannot", "`scopes`", "Restart");
    assertThat(LiveNode.json(refused).get("problems")).hasSizeGreaterThanOrEqualTo(4);
    assertThat(LiveNode.json(refused).get("problems").get(0).get("line").asInt()).isPositive();
    assertThat(node.version()).isEqualTo(before);
    assertThat(node.get("/orders/1", key).headers().firstValue("X-Audience")).hasValue("a");
  }

  @Test
  void aChangedFileIsTakenOverByItself() throws IOException {
    node.configure(node.of("watched"));

    await(() -> node.get("/orders/1", key).headers().firstValue("X-Audience"), "watched");
  }

  private interface Asking {
    java.util.Optional<String> ask() throws IOException;
  }

  private static void await(Asking asking, String wanted) throws IOException {
    var deadline = System.nanoTime() + SOON.toNanos();
    while (!asking.ask().filter(wanted::equals).isPresent()) {
      assertThat(System.nanoTime()).as("waited for %s", wanted).isLessThan(deadline);
    }
  }

  @Test
  void r29_aNewCertificateIsPresentedAsSoonAsItsFilesAreThere() throws Exception {
    node.configure(node.of("a"));
    assertThat(node.reload().statusCode()).isEqualTo(200);
    var before = presented();
    node.certificate();
    var answer = node.reload();

    assertThat(LiveNode.json(answer).get("changed").asBoolean()).as(answer.body()).isTrue();
    assertThat(presented()).isNotEqualTo(before);
  }

  private static Certificate presented() throws IOException {
    try (var fresh = java.net.http.HttpClient.newBuilder().sslContext(node.trust()).build()) {
      return node.get(fresh, "/orders/1", key).sslSession().orElseThrow().getPeerCertificates()[0];
    } catch (SSLPeerUnverifiedException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void whatWasUsedOfALimitStaysUsed() throws IOException {
    node.configure(node.of("a"));
    node.reload();
    assertThat(node.get("/few", key).statusCode()).isEqualTo(200);
    assertThat(node.get("/few", key).statusCode()).isEqualTo(200);
    node.configure(node.of("b"));
    assertThat(node.reload().statusCode()).isEqualTo(200);

    assertThat(node.get("/few", key).statusCode()).isEqualTo(200);
    assertThat(node.get("/few", key).statusCode()).isEqualTo(429);
  }
}
