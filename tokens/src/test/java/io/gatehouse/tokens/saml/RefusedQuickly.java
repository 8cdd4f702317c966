package io.gatehouse.tokens.saml;

import static io.gatehouse.tokens.saml.TestIdp.judge;
import static io.gatehouse.tokens.saml.TestIdp.signed;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Messages that must be refused: within 50 ms and 10 MB, and without a connection to anybody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RefusedQuickly {
  static final Duration QUICK = Duration.ofMillis(50);
  static final long MOST_BYTES = 10_000_000;
  static final String GOOD = signed();

  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private final ServerSocket watched = unbound();
  String address = "";

  @BeforeAll
  void watch() throws IOException {
    watched.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    watched.setSoTimeout(1);
    address = "http://127.0.0.1:" + watched.getLocalPort() + "/";
    for (int i = 0; i < 200; i++) {
      assertThat(judge(GOOD)).isInstanceOf(VerifiedAssertion.class);
    }
  }

  /** No shape of any test here made the verifier open a connection. */
  @AfterAll
  void nobodyCalled() throws IOException {
    assertThat(wasCalled()).isFalse();
    watched.close();
  }

  final boolean wasCalled() throws IOException {
    try (var call = watched.accept()) {
      return call.isConnected();
    } catch (SocketTimeoutException nobody) {
      return false;
    }
  }

  // The fastest of three: a pause of the machine is not the verifier's. Bytes know no pause.
  static void refused(String xml) {
    var fastest = Duration.ofDays(1);
    for (int i = 0; i < 3; i++) {
      var before = THREADS.getCurrentThreadAllocatedBytes();
      var begin = System.nanoTime();
      var verdict = judge(xml);
      var took = Duration.ofNanos(System.nanoTime() - begin);
      var allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertThat(verdict).as(xml).isInstanceOf(AssertionVerdict.Invalid.class);
      assertThat(allocated).as(xml).isBetween(1L, MOST_BYTES);
      fastest = took.compareTo(fastest) < 0 ? took : fastest;
    }
    assertThat(fastest).as(xml).isLessThan(QUICK);
  }

  static String changed(String from, String to) {
    assertThat(GOOD).contains(from);
    return GOOD.replace(from, to);
  }

  private static ServerSocket unbound() {
    try {
      return new ServerSocket();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
