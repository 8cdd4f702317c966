package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.audit.AuditVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The whole product killed while it writes: what it acknowledged is there, and nothing twice.
 *
 * <p>Codes, refresh tokens, API keys, certificates and successors of the signing keys are written
 * at once. Of each five lives three end at a failpoint, surely between a commit and its answer; one
 * by SIGKILL after so many answers, wherever the other writes are then; one is a new folder killed
 * so many milliseconds after its key-encryption key appeared, while the first signing keys are
 * made.
 */
class CrashIT {
  private static final long SEED = Long.getLong("gatehouse.seed", 20_261_122L);
  private static final int RUNS = Integer.getInteger("gatehouse.kills", 30);
  private static final int KILLED = 137;
  private static final List<String> MOMENTS = List.of("committed", "recorded");
  private static final List<String> WRITES =
      List.of(
          "token.issued/authorization_code",
          "token.issued/refresh_token",
          "key.created",
          "signing_keys.rotated",
          "token.issued/refresh_token",
          "certificate.issued");

  @TempDir Path scratch;
  // The common pool of a machine with two cores would let one writer in after the other.
  @AutoClose private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<String> acknowledgedKeys = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> certificates = new ConcurrentLinkedQueue<>();
  private final List<String> spentCodes = new ArrayList<>();
  private final Random random = new Random(SEED);
  private volatile String refreshToken = "";
  private volatile String openCode = "";

  @Test
  void nothingAcknowledgedIsLostAndNothingIsRedeemedTwice() throws IOException {
    var dir = scratch.resolve("demo");
    try (var demo = RunningDemo.start(dir)) {
      refreshToken =
          alice(demo).tokens("alice", "offline_access openid").get("refresh_token").stringValue();
      assertThat(bob(demo).tokens("bob", "openid").has("access_token")).isTrue();
    }
    for (var run = 0; run < RUNS; run++) {
      switch (run % 5) {
        case 3 -> killAfterAnswers(dir, run);
        case 4 -> killWhileNew(dir, run);
        default -> failBetween(dir, run, WRITES.get(run % 5 + run / 5 % 2 * 3));
      }
    }
    try (var node = RunningDemo.startNode(dir)) {
      everythingAcknowledgedIsThere(node, RUNS);
    }
  }

  // The check before the writes refreshes once and redeems at most once: hence the 2.
  private void failBetween(Path dir, int run, String write) {
    var moment = MOMENTS.get(run / 10 % 2);
    var point = moment + "." + write + ":" + (2 + random.nextInt(4));
    try (var node = RunningDemo.startNode(dir, "-Dgatehouse.failpoint=" + point)) {
      everythingAcknowledgedIsThere(node, run);
      var writers = writers(node, new CountDownLatch(0));
      // Whichever stops first, by the power cut or by an answer that is wrong.
      CompletableFuture.anyOf(writers.toArray(CompletableFuture<?>[]::new)).join();
      assertThat(node.exit()).as("%s in run %d", point, run).isEqualTo(KILLED);
      writers.forEach(CompletableFuture::join);
    }
    theAuditLogIsWhole(dir, run);
  }

  private void killAfterAnswers(Path dir, int run) {
    try (var node = RunningDemo.startNode(dir)) {
      everythingAcknowledgedIsThere(node, run);
      var left = new CountDownLatch(1 + random.nextInt(8));
      var writers = writers(node, left);
      assertThat(left.await(30, TimeUnit.SECONDS)).as("writes were answered").isTrue();
      node.kill();
      writers.forEach(CompletableFuture::join);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    theAuditLogIsWhole(dir, run);
  }

  private void killWhileNew(Path demo, int run) throws IOException {
    var dir = scratch.resolve("new" + run);
    Files.createDirectory(
        dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (var name : List.of("gatehouse.yaml", "people.ldif", "directory.pw")) {
      Files.copy(demo.resolve(name), dir.resolve(name));
    }
    Files.copy(demo.resolveSibling("demo.json"), dir.resolveSibling("new" + run + ".json"));
    RunningDemo.killWhileItIsNew(dir, random.nextInt(400));
    try (var node = RunningDemo.startNode(dir)) {
      oneKeyOfEachAlgorithmSigns(node, run);
      node.kill();
    }
    theAuditLogIsWhole(dir, run);
  }

  private void everythingAcknowledgedIsThere(RunningDemo node, int run) {
    var listed = listed(node, "/admin/v1/keys");
    assertThat(acknowledgedKeys).as("keys before run " + run).allMatch(listed::contains);
    var certified = listed(node, "/admin/v1/certificates");
    assertThat(certificates).as("certificates before run " + run).allMatch(certified::contains);
    var recorded = auditText(node.dir());
    assertThat(certificates).as("records before run " + run).allMatch(recorded::contains);
    assertThat(acknowledgedKeys).as("records before run " + run).allMatch(recorded::contains);
    var refreshed = alice(node).refresh(refreshToken);
    assertThat(refreshed.status())
        .as("refresh before run %d: %s", run, refreshed.body())
        .isEqualTo(200);
    refreshToken = refreshed.json().get("refresh_token").stringValue();
    noCodeIsRedeemedTwice(node, run);
    oneKeyOfEachAlgorithmSigns(node, run);
  }

  private static String listed(RunningDemo node, String path) {
    var all = new StringBuilder();
    for (var after = Optional.of(""); after.isPresent(); ) {
      var from = after.get().isEmpty() ? "" : "&after=" + after.get();
      var page = admin(node, path + "?limit=500" + from);
      all.append(page.body());
      after = page.json().optional("next").map(JsonNode::stringValue);
    }
    return all.toString();
  }

  private void noCodeIsRedeemedTwice(RunningDemo node, int run) {
    if (!openCode.isEmpty()) {
      // The kill came between its redemption and the answer, or before both: one of two is right.
      assertThat(bob(node).redeem(openCode).status()).isIn(200, 400);
      spentCodes.add(openCode);
      openCode = "";
    }
    for (var code : spentCodes) {
      assertThat(bob(node).redeem(code).status()).as("a code before run " + run).isEqualTo(400);
    }
    spentCodes.clear();
  }

  private static void oneKeyOfEachAlgorithmSigns(RunningDemo node, int run) {
    var active = new ArrayList<String>();
    var pending = new ArrayList<String>();
    for (var key : admin(node, "/admin/v1/signing-keys").json().get("items")) {
      switch (key.get("state").stringValue()) {
        case "active" -> active.add(key.get("alg").stringValue());
        case "pending" -> pending.add(key.get("alg").stringValue());
        default -> {}
      }
    }
    assertThat(active).as("run " + run).hasSize(4).doesNotHaveDuplicates();
    assertThat(pending).as("run " + run).doesNotHaveDuplicates();
  }

  private static void theAuditLogIsWhole(Path dir, int run) {
    assertThat(AuditVerifier.verify(dir.resolve("audit")))
        .as("the audit log after run " + run)
        .isInstanceOf(AuditVerifier.Verdict.Intact.class);
  }

  private static String auditText(Path dir) {
    var text = new StringBuilder();
    try (Stream<Path> files = Files.walk(dir.resolve("audit"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file));
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that is written, each by a writer of its own until nobody answers. */
  private List<CompletableFuture<Void>> writers(RunningDemo node, CountDownLatch answered) {
    var bob = bob(node);
    return Stream.<Runnable>of(
            () -> createKey(node),
            () -> certify(node),
            () -> redeem(bob),
            () -> refresh(node),
            () -> rotate(node))
        .map(write -> CompletableFuture.runAsync(() -> untilItIsGone(write, answered), threads))
        .toList();
  }

  private static void untilItIsGone(Runnable write, CountDownLatch answered) {
    try {
      while (true) {
        write.run();
        answered.countDown();
      }
    } catch (Gone killed) {
      // Not acknowledged: it may be there or not.
    }
  }

  /** Codes of one browser's session, which lasts over all lives; each is redeemed at once. */
  private void redeem(SignIn bob) {
    var answered = orGone(() -> bob.follow(bob.authorizeUrl("openid")));
    var code = SignIn.query(answered.field("location").orElseThrow()).getOrDefault("code", "");
    assertThat(code).as(answered.body()).isNotEmpty();
    openCode = code;
    var answer = orGone(() -> bob.redeem(code));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    spentCodes.add(code);
    openCode = "";
  }

  private void createKey(RunningDemo node) {
    var body = "{\"kind\":\"api_key\",\"owner\":\"bob\",\"scopes\":[\"orders.read\"]}";
    var answer = orGone(() -> admin(node, "/admin/v1/keys", "--json", body));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    acknowledgedKeys.add(answer.json().get("id").stringValue());
  }

  private void certify(RunningDemo node) {
    var body = "{\"owner\":\"bob\",\"scopes\":[\"orders.read\"]}";
    var answer = orGone(() -> admin(node, "/admin/v1/certificates", "--json", body));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    certificates.add(answer.json().get("id").stringValue());
  }

  private void refresh(RunningDemo node) {
    var answer = orGone(() -> alice(node).refresh(refreshToken));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    refreshToken = answer.json().get("refresh_token").stringValue();
  }

  private static void rotate(RunningDemo node) {
    var answer = orGone(() -> admin(node, "/admin/v1/signing-keys", "--json", "{}"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
  }

  private static Curl orGone(Supplier<Curl> call) {
    try {
      return call.get();
    } catch (AssertionError unanswered) {
      throw new Gone(unanswered);
    }
  }

  private static Curl admin(RunningDemo node, String path, String... more) {
    try {
      var token = Files.readString(node.dir().resolve("admin.token")).strip();
      var arguments =
          new ArrayList<>(
              List.of(
                  node.json().get("admin").stringValue() + path,
                  "-H",
                  "Authorization: Bearer " + token));
      arguments.addAll(List.of(more));
      return Curl.call(node, arguments.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SignIn alice(RunningDemo node) {
    return new SignIn(node, scratch.resolve("jar-alice"));
  }

  private SignIn bob(RunningDemo node) {
    return new SignIn(node, scratch.resolve("jar-bob"));
  }

  /** The node did not answer: it was killed. */
  private static final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Gone(Throwable cause) {
      super(cause);
    }
  }
}
