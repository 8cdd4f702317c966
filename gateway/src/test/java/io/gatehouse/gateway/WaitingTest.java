package io.gatehouse.gateway;

import static io.gatehouse.gateway.TestGateway.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.WaitFor;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaitingTest {
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = new TestGateway();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
  }

  @ParameterizedTest
  @EnumSource(WaitFor.class)
  void aParkedStageGoesOnWhereItStood(WaitFor reason) throws Exception {
    gateway.keys.waits.add(reason);
    var answer =
        gateway.call(request("GET", "/orders/1", "X-API-Key: good", "Content-Length: 4") + "body");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(gateway.upstream.next()).endsWith("body");
    assertThat(gateway.keys.calls.get()).isEqualTo(2);
    assertThat(gateway.lineOf(answer))
        .contains("[\"accept\",\"identify\",\"authenticate\",\"authorize\",\"limit\",\"forward\"]");
  }

  @Test
  void aStageMayWaitForOneThingAfterTheOther() throws Exception {
    gateway.keys.waits.add(WaitFor.STORE);
    gateway.keys.waits.add(WaitFor.BODY);
    var call = request("GET", "/orders/1", "X-API-Key: good", "Transfer-Encoding: chunked");
    assertThat(gateway.call(call + "4\r\nbody\r\n0\r\n\r\n").status()).isEqualTo(200);
    assertThat(gateway.upstream.next()).contains("Content-Length: 4").endsWith("body");
  }

  @Test
  void contentTooLongToCheckIsRefusedAndNeverSent() throws Exception {
    gateway.keys.waits.add(WaitFor.BODY);
    var answer =
        gateway.call(request("GET", "/orders/1", "X-API-Key: good", "Content-Length: 1048577"));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(gateway.upstream.bytes()).isZero();
  }

  @Test
  void anOutageIs503AndItsReasonIsInTheLine() throws Exception {
    gateway.keys.waits.add(WaitFor.DIRECTORY);
    gateway.keys.whileWaiting =
        () -> {
          throw new DependencyUnavailable(Dependency.DIRECTORY, "ldap is down");
        };
    var answer = gateway.get("/orders/1", "X-API-Key: good");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.value("Retry-After")).isEqualTo("5");
    assertThat(answer.body()).doesNotContain("ldap");
    assertThat(gateway.lineOf(answer)).contains("ldap is down", "\"status\":503");
    assertThat(gateway.upstream.bytes()).isZero();
  }

  @Test
  void aBugIs500WithItsLine() throws Exception {
    gateway.keys.waits.add(WaitFor.STORE);
    gateway.keys.whileWaiting =
        () -> {
          throw new IllegalStateException("secret inside");
        };
    var answer = gateway.get("/orders/1", "X-API-Key: good");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("secret", "IllegalState");
    assertThat(gateway.lineOf(answer)).contains("\"status\":500").doesNotContain("secret");
  }

  @Test
  void aDependencyThatHangsFillsOnlyItsOwnRoom() throws Exception {
    gateway.keys.waits.add(WaitFor.DIRECTORY);
    var hanging = new CountDownLatch(1);
    gateway.keys.whileWaiting = () -> await(hanging);
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 120; i++) {
        calls.add(() -> gateway.get("/orders/1", "X-API-Key: good").status());
      }
      var running = calls.stream().map(pool::submit).toList();
      assertThat(gateway.get("/public/x").status()).isEqualTo(200);
      int refused = 0;
      while (refused < 88) {
        refused = (int) running.stream().filter(f -> f.isDone()).count();
        Thread.onSpinWait();
      }
      hanging.countDown();
      int served = 0;
      for (var call : running) {
        served += call.get() == 200 ? 1 : 0;
      }
      assertThat(served).isEqualTo(32);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the test forgot this call");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
