package io.gatehouse.signing.verifying;

import static io.gatehouse.signing.verifying.SignatureBench.OTHER_ROOT;
import static io.gatehouse.signing.verifying.SignatureBench.signed;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signature counts once and only for a while. */
class SignatureReplayTest {
  @TempDir Path folder;
  private SignatureBench bench;

  @BeforeEach
  void issue() {
    bench = SignatureBench.in(folder);
  }

  @Test
  void e08_theSameMessageTwiceIsAReplay() {
    var withNonce = bench.get("/orders/42", "n");
    assertThat(bench.status(withNonce)).isEqualTo(200);
    assertThat(bench.status(withNonce.again())).isEqualTo(401);
    var sameNonce = bench.get("/orders/43", "n");
    assertThat(bench.status(sameNonce)).isEqualTo(401);
    var plain = signed(Received.of("GET", "/x"), "\"@method\" \"@target-uri\"", bench.plain());
    assertThat(bench.status(plain)).isEqualTo(200);
    assertThat(bench.status(plain.again())).isEqualTo(401);
  }

  @Test
  void e08_theSameExchangeMayResume() {
    var request = bench.get("/orders/42", "n");
    assertThat(bench.status(request)).isEqualTo(200);
    assertThat(bench.status(request)).isEqualTo(200);
  }

  @Test
  void e08_aNonceIsClaimedPerKey() {
    var other =
        signed(
            Received.of("GET", "/a"),
            "sig1",
            OTHER_ROOT,
            "(\"@method\" \"@target-uri\");created=%d;keyid=\"k2\";nonce=\"n\""
                .formatted(bench.now()));
    assertThat(bench.status(bench.get("/a", "n"))).isEqualTo(200);
    assertThat(bench.status(other)).isEqualTo(200);
  }

  @Test
  void e08_aSignatureOfAnotherTimeIsRefused() {
    assertThat(age(-300, "a")).isEqualTo(200);
    assertThat(age(-301, "b")).isEqualTo(401);
    assertThat(age(5, "c")).isEqualTo(200);
    assertThat(age(6, "d")).isEqualTo(401);
    assertThat(age(999_999_000_000_000L - bench.now(), "e")).isEqualTo(401);
    assertThat(age(-999_999_000_000_000L, "f")).isEqualTo(401);
  }

  private int age(long seconds, String nonce) {
    var parameters =
        ";created=%d;keyid=\"k1\";nonce=\"%s\"".formatted(bench.now() + seconds, nonce);
    return bench.status(
        signed(Received.of("GET", "/a"), "\"@method\" \"@target-uri\"", parameters));
  }

  @Test
  void e08_creationAndExpiryAreEnforced() {
    var request = Received.of("GET", "/a");
    var cover = "\"@method\" \"@target-uri\"";
    assertThat(bench.status(signed(request, cover, ";keyid=\"k1\""))).isEqualTo(401);
    assertThat(bench.status(signed(request, cover, bench.plain() + ";expires=" + bench.now())))
        .isEqualTo(401);
    assertThat(
            bench.status(signed(request, cover, bench.plain() + ";expires=" + (bench.now() + 1))))
        .isEqualTo(200);
    assertThat(bench.status(signed(request, cover, ";created=" + bench.now()))).isEqualTo(401);
  }
}
