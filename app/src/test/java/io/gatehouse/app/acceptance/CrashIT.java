package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.audit.AuditVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole product killed while it writes: what it acknowledged is there, and nothing twice. */
class CrashIT {
  private static final long SEED = Long.getLong("gatehouse.seed", 20_261_122L);
  private static final int RUNS = Integer.getInteger("gatehouse.kills", 10);

  @TempDir Path scratch;
  private final List<String> acknowledgedKeys = new ArrayList<>();
  private volatile String refreshToken = "";
  private String spentCode = "";

  @Test
  void nothingAcknowledgedIsLostAndNothingIsRedeemedTwice() {
    var random = new Random(SEED);
    var dir = scratch.resolve("demo");
    try (var demo = RunningDemo.start(dir)) {
      refreshToken =
          signIn(demo).tokens("alice", "openid offline_access").get("refresh_token").stringValue();
    }
    for (var run = 0; run < RUNS; run++) {
      var node = RunningDemo.startNode(dir);
      everythingAcknowledgedIsThere(node, run);
      spentCode = spend(node);
      killWhileItWrites(node, 1 + random.nextInt(12));
      assertThat(AuditVerifier.verify(dir.resolve("audit")))
          .as("the audit log after run " + run)
          .isInstanceOf(AuditVerifier.Verdict.Intact.class);
    }
    try (var node = RunningDemo.startNode(dir)) {
      everythingAcknowledgedIsThere(node, RUNS);
    }
  }

  private void everythingAcknowledgedIsThere(RunningDemo node, int run) {
    var listed = admin(node, "/admin/v1/keys").body();
    assertThat(acknowledgedKeys).as("keys before run " + run).allMatch(listed::contains);
    var refreshed = signIn(node).refresh(refreshToken);
    assertThat(refreshed.status())
        .as("refresh before run %d: %s", run, refreshed.body())
        .isEqualTo(200);
    refreshToken = refreshed.json().get("refresh_token").stringValue();
    if (!spentCode.isEmpty()) {
      assertThat(signIn(node).redeem(spentCode).status()).as("code of run " + run).isEqualTo(400);
    }
  }

  private String spend(RunningDemo node) {
    var password = node.person("bob").get("password").stringValue();
    var signIn = new SignIn(node, scratch.resolve("jar-bob"));
    signIn.forget();
    var code = signIn.code("bob", password, "openid");
    assertThat(signIn.redeem(code).status()).isEqualTo(200);
    return code;
  }

  /** The kill comes right after so many acknowledgements, in the middle of the next. */
  private void killWhileItWrites(RunningDemo node, int after) {
    var left = new CountDownLatch(after);
    var writers =
        List.of(
            CompletableFuture.runAsync(() -> untilItIsGone(() -> createKey(node), left)),
            CompletableFuture.runAsync(() -> untilItIsGone(() -> refresh(node), left)));
    try {
      assertThat(left.await(30, TimeUnit.SECONDS)).as("writes were acknowledged").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    node.kill();
    writers.forEach(CompletableFuture::join);
  }

  private static void untilItIsGone(Runnable write, CountDownLatch left) {
    try {
      while (true) {
        write.run();
        left.countDown();
      }
    } catch (Gone killed) {
      // Not acknowledged: it may be there or not.
    }
  }

  private void createKey(RunningDemo node) {
    var body = "{\"kind\":\"api_key\",\"owner\":\"bob\",\"scopes\":[\"orders.read\"]}";
    var answer =
        orGone(() ->
            admin(node, "/admin/v1/keys", "-H", "Content-Type: application/json", "--data", body));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    acknowledgedKeys.add(answer.json().get("id").stringValue());
  }

  private void refresh(RunningDemo node) {
    var answer = orGone(() -> signIn(node).refresh(refreshToken));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    refreshToken = answer.json().get("refresh_token").stringValue();
  }

  private static Curl orGone(java.util.function.Supplier<Curl> call) {
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
      throw new java.io.UncheckedIOException(e);
    }
  }

  private SignIn signIn(RunningDemo demo) {
    return new SignIn(demo, scratch.resolve("jar-alice"));
  }

  /** The node did not answer: it was killed. */
  private static final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Gone(Throwable cause) {
      super(cause);
    }
  }
}
