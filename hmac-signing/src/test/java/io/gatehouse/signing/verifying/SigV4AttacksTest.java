package io.gatehouse.signing.verifying;

import static io.gatehouse.signing.verifying.SigV4Bench.BODY;
import static io.gatehouse.signing.verifying.SigV4Bench.ID;
import static io.gatehouse.signing.verifying.SigV4Bench.SECRET;
import static io.gatehouse.signing.verifying.SigV4Bench.signedAs;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.signing.SigV4Canonical.PathSpelling;
import io.gatehouse.signing.SigV4Credentials;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS Signature Version 4 under attack. */
class SigV4AttacksTest {
  @TempDir Path folder;
  private SigV4Bench bench;

  @BeforeEach
  void issue() {
    bench = SigV4Bench.in(folder);
  }

  @Test
  void aGoodSignatureIsItsOwner() {
    var identity =
        Bench.verified(
            bench.ask(bench.get("/orders/42?b=2&a=1"), SigV4Policy.strict("local", "gatehouse")));
    assertThat(identity.owner()).contains(Issued.OWNER);
    assertThat(identity.authorizedParty()).isEqualTo(ID);
    assertThat(identity.authentication().methods()).containsExactly("sigv4");
    assertThat(bench.used()).containsExactly(new LedgerSubject(LedgerSubject.Kind.SIGV4_KEY, ID));
    assertThat(bench.status(bench.post(BODY))).isEqualTo(200);
  }

  @Test
  void e03_anotherBodyIsRefused() {
    assertThat(bench.status(bench.post(BODY).body("{\"item\":\"gold\"}"))).isEqualTo(401);
    assertThat(bench.status(bench.post(BODY).body(""))).isEqualTo(401);
    assertThat(bench.status(bench.get("/a").body("x"))).isEqualTo(401);
    var unnamed = bench.post(BODY).without("X-Amz-Content-Sha256");
    assertThat(bench.status(unnamed)).isEqualTo(401);
  }

  @Test
  void e03_aWrongBodyDoesNotUseUpTheSignature() {
    var good = bench.post(BODY);
    assertThat(bench.status(good.again().body("other"))).isEqualTo(401);
    assertThat(bench.status(good.again())).isEqualTo(200);
  }

  @Test
  void e05_nothingIsVerifiedBeforeTheWholeBodyIsThere() {
    var early = bench.post(BODY).notYetBuffered();
    var policy = SigV4Policy.strict("local", "gatehouse");
    assertThat(bench.ask(early, policy)).isEqualTo(new Attempt.Park(WaitFor.BODY));
    assertThat(bench.status(early.target("/other"))).isEqualTo(401);
    assertThat(bench.used()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
        "UNSIGNED-PAYLOAD",
        "unsigned-payload",
        "",
        "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
      })
  void e06_modesThatLeaveTheBodyOpenAreNotSupported(String mode) {
    assertThat(bench.status(bench.post(BODY).changed("X-Amz-Content-Sha256", _ -> mode)))
        .isEqualTo(400);
  }

  @Test
  void e06_anUnsignedPayloadIsTheRoutesOwnChoice() {
    var open =
        new SigV4Policy("local", "gatehouse", Duration.ofMinutes(5), PathSpelling.AS_SENT, true);
    var unsigned = bench.post(BODY).changed("X-Amz-Content-Sha256", _ -> "UNSIGNED-PAYLOAD");
    // The word is part of what is signed, so changing it afterwards is a wrong signature.
    assertThat(Bench.status(bench.ask(unsigned, open))).isEqualTo(401);
    var meant = signedAs(unsigned, "UNSIGNED-PAYLOAD");
    assertThat(Bench.status(bench.ask(meant.body("another"), open))).isEqualTo(200);
    assertThat(bench.status(meant.again())).isEqualTo(400);
    var streaming =
        bench.post(BODY).changed("X-Amz-Content-Sha256", _ -> "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    assertThat(Bench.status(bench.ask(streaming, open))).isEqualTo(400);
  }

  @Test
  void e08_theSameMessageTwiceIsAReplay() {
    var good = bench.get("/a");
    assertThat(bench.status(good)).isEqualTo(200);
    assertThat(bench.status(good)).isEqualTo(200);
    assertThat(bench.status(good.again())).isEqualTo(401);
    assertThat(bench.status(bench.get("/a?call=2"))).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"-300, 200", "-301, 401", "5, 200", "6, 401", "-86400, 401"})
  void e08_aSignatureOfAnotherTimeIsRefused(int seconds, int expected) {
    bench.clock().advance(Duration.ofSeconds(seconds));
    var request = bench.get("/a");
    bench.clock().advance(Duration.ofSeconds(-seconds));
    assertThat(bench.status(request)).isEqualTo(expected);
  }

  @Test
  void e16_aSignedFieldWithOneValueMayNotComeTwice() {
    var good = bench.get("/a");
    assertThat(bench.status(good.with("Host", "api.example.com"))).isEqualTo(400);
    assertThat(bench.status(good.with("X-Amz-Date", "20261122T100000Z"))).isEqualTo(400);
    assertThat(bench.status(good.with("Authorization", "AWS4-HMAC-SHA256 x"))).isEqualTo(400);
    assertThat(bench.status(good.with("X-Amz-Content-Sha256", "x"))).isEqualTo(400);
    assertThat(bench.status(good)).isEqualTo(200);
  }

  @Test
  void e18_unknownAndWrongLookAlike() {
    var policy = SigV4Policy.strict("local", "gatehouse");
    var unknown =
        bench.signed(
            Received.of("GET", "/a"),
            "",
            SigV4Credentials.of("GHAKX", SECRET, "local", "gatehouse"));
    var wrong =
        bench.signed(
            Received.of("GET", "/a"), "", SigV4Credentials.of(ID, "other", "local", "gatehouse"));
    assertThat(Bench.visible(bench.ask(unknown, policy)))
        .isEqualTo(Bench.visible(bench.ask(wrong, policy)));
    assertThat(bench.status(unknown)).isEqualTo(401);
  }

  @Test
  void e19_aSignatureForOneHostIsNoneForAnother() {
    var good = bench.get("/a");
    assertThat(bench.status(good.changed("Host", _ -> "other.example.com"))).isEqualTo(401);
    assertThat(bench.status(good.with("X-Forwarded-Host", "other.example.com"))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/~a?x=1&x=2&y=%20",
        "/%7ea?x=1&x=2&y=%20",
        "/%257Ea?x=1&x=2&y=%20",
        "/%7Ea?x=2&x=1&y=%20",
        "/%7Ea?x=1&x=2&y=+",
        "/%7Ea?x=1&x=2&y=%20&",
        "//%7Ea?x=1&x=2&y=%20",
        "/%7Ea?",
        "/%7Ea",
      })
  void e20_theTargetIsVerifiedAsItWasSent(String other) {
    var request = bench.get("/%7Ea?x=1&x=2&y=%20");
    assertThat(bench.status(request.again().target(other))).isEqualTo(401);
    assertThat(bench.status(request)).isEqualTo(200);
  }

  @Test
  void e20_anEmptyQueryIsNotTheSameAsNone() {
    assertThat(bench.status(bench.get("/a").target("/a?"))).isEqualTo(401);
  }

  @Test
  void e20_valuesOfOneNameKeepTheirOrder() {
    var request = bench.get("/a?x=2&x=1");
    assertThat(bench.status(request.again().target("/a?x=1&x=2"))).isEqualTo(401);
    assertThat(bench.status(request)).isEqualTo(200);
  }
}
