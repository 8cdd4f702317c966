package io.gatehouse.signing.verifying;

import static io.gatehouse.signing.verifying.SignatureBench.BODY;
import static io.gatehouse.signing.verifying.SignatureBench.signed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.Principal;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.signing.ContentDigest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a signature has to cover, the content above all. */
class SignatureCoverageTest {
  @TempDir Path folder;
  private SignatureBench bench;

  @BeforeEach
  void issue() {
    bench = SignatureBench.in(folder);
  }

  @Test
  void aGoodSignatureIsItsOwner() {
    var identity = Bench.verified(bench.ask(bench.get("/orders/42?x=1", "n")));
    assertThat(identity.principal()).isEqualTo(new Principal.Person(Issued.OWNER.value()));
    assertThat(identity.owner()).contains(Issued.OWNER);
    assertThat(identity.authorizedParty()).isEqualTo("k1");
    assertThat(identity.authentication().methods()).containsExactly("hmac");
    assertThat(identity.authority().scopes()).containsExactly("orders.read");
    assertThat(identity.authority().groups()).containsExactly("orders-read");
    assertThat(identity.expiresAt()).isEqualTo(Issued.EXPIRES);
    assertThat(bench.used()).containsExactly(new LedgerSubject(LedgerSubject.Kind.HMAC_KEY, "k1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"@method\" \"@target-uri\"",
        "\"@method\" \"@authority\" \"@path\" \"@query\"",
        "\"@method\" \"@authority\" \"@request-target\"",
        "\"host\" \"@method\" \"@authority\" \"@request-target\"",
      })
  void everyWayToCoverTheTargetIsAccepted(String components) {
    var request = Received.of("GET", "/orders/42?x=1");
    assertThat(bench.status(signed(request, components, bench.parameters("n")))).isEqualTo(200);
  }

  @Test
  void aQueryNeedsNoCoverWhereThereIsNone() {
    var request = Received.of("GET", "/orders/42");
    assertThat(
            bench.status(
                signed(request, "\"@method\" \"@authority\" \"@path\"", bench.parameters("n"))))
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"@method\"",
        "\"@target-uri\"",
        "\"@method\" \"@path\" \"@query\"",
        "\"@method\" \"@authority\" \"@path\"",
        "\"@method\" \"@authority\" \"@query\"",
        "\"@method\" \"@request-target\"",
        "\"@authority\" \"@path\" \"@query\"",
      })
  void e21_aSignatureThatLeavesMethodOrTargetOpenIsRefused(String components) {
    var request = Received.of("GET", "/orders/42?x=1");
    assertThat(bench.status(signed(request, components, bench.parameters("n")))).isEqualTo(401);
  }

  @Test
  void e03_anotherBodyIsRefused() {
    assertThat(bench.status(bench.post(BODY, "n0"))).isEqualTo(200);
    assertThat(bench.status(bench.post(BODY, "n1").body("{\"item\":\"gold\"}"))).isEqualTo(401);
    assertThat(bench.status(bench.post(BODY, "n2").body(""))).isEqualTo(401);
  }

  @Test
  void e03_aBodyWithoutACoveredDigestIsRefused() {
    var bare = Received.of("POST", "/orders").body(BODY);
    var beside = bare.with("Content-Digest", ContentDigest.of(BODY.getBytes(UTF_8)));
    assertThat(bench.status(signed(bare, "\"@method\" \"@target-uri\"", bench.parameters("a"))))
        .isEqualTo(401);
    assertThat(bench.status(signed(beside, "\"@method\" \"@target-uri\"", bench.parameters("b"))))
        .isEqualTo(401);
    var removed = bench.post(BODY, "c").without("Content-Digest");
    assertThat(bench.status(removed)).isEqualTo(401);
  }

  @Test
  void e03_aBodyAddedToARequestWithoutOneIsRefused() {
    assertThat(bench.status(bench.get("/orders/42", "a").body("x"))).isEqualTo(401);
  }

  @Test
  void e03_aWrongBodyDoesNotUseUpTheNonce() {
    var good = bench.post(BODY, "n");
    assertThat(bench.status(good.again().body("other"))).isEqualTo(401);
    assertThat(bench.status(good.again())).isEqualTo(200);
  }

  @Test
  void e04_digestsAreRefusedUnlessEveryKnownOneMatches() {
    var right = ContentDigest.of(BODY.getBytes(UTF_8));
    var wrong512 = ContentDigest.ofSha512("other".getBytes(UTF_8));
    assertThat(digested(right + ", " + ContentDigest.ofSha512(BODY.getBytes(UTF_8)), "a"))
        .isEqualTo(200);
    assertThat(digested(right + ", " + wrong512, "b")).isEqualTo(401);
    assertThat(digested("md5=:Sd/dVLAcvNLSq16eXua5uQ==:", "c")).isEqualTo(401);
    assertThat(digested("unixsum=:AAA=:", "d")).isEqualTo(401);
    assertThat(digested(right + ", " + right, "e")).isEqualTo(400);
    assertThat(digested("sha-256=:AAB=:", "f")).isEqualTo(400);
    assertThat(digested("sha-256=abc", "g")).isEqualTo(400);
  }

  private int digested(String digest, String nonce) {
    var request = Received.of("POST", "/orders").with("Content-Digest", digest).body(BODY);
    return bench.status(
        signed(request, "\"@method\" \"@target-uri\" \"content-digest\"", bench.parameters(nonce)));
  }

  @Test
  void e05_nothingIsVerifiedBeforeTheWholeBodyIsThere() {
    var early = bench.post(BODY, "n").notYetBuffered();
    assertThat(bench.ask(early)).isEqualTo(new Attempt.Park(WaitFor.BODY));
    assertThat(bench.used()).isEmpty();
    assertThat(bench.status(early.body(BODY))).isEqualTo(200);
  }

  @Test
  void e05_aBodyIsNotReadForASignatureThatFailsAnyway() {
    var early = bench.post(BODY, "n").notYetBuffered();
    assertThat(bench.status(early.changed("Signature", v -> v.replace("=:", "=:AAAA"))))
        .isEqualTo(400);
    assertThat(bench.status(early.target("/other"))).isEqualTo(401);
    bench.clock().advance(Duration.ofMinutes(6));
    assertThat(bench.status(early)).isEqualTo(401);
  }

  @Test
  void e21_aFormCannotOverrideASignedQuery() {
    var form =
        Received.of("POST", "/transfer?amount=1")
            .with("Content-Type", "application/x-www-form-urlencoded")
            .body("amount=1000");
    assertThat(bench.status(signed(form, "\"@method\" \"@target-uri\"", bench.plain())))
        .isEqualTo(401);
    var meant = form.with("Content-Digest", ContentDigest.of("amount=1".getBytes(UTF_8)));
    var covered = "\"@method\" \"@target-uri\" \"content-digest\"";
    assertThat(bench.status(signed(meant, covered, bench.plain()))).isEqualTo(401);
    assertThat(bench.status(signed(meant, covered, bench.plain()).body("amount=1"))).isEqualTo(200);
  }
}
