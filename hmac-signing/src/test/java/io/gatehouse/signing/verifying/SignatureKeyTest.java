package io.gatehouse.signing.verifying;

import static io.gatehouse.signing.verifying.SignatureBench.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialRecord;
import io.gatehouse.identity.CredentialRecord.Restrictions;
import io.gatehouse.identity.CredentialRecord.State;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which key, which host, which target, in which spelling. */
class SignatureKeyTest {
  @TempDir Path folder;
  private SignatureBench bench;

  @BeforeEach
  void issue() {
    bench = SignatureBench.in(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../k1", "k1)(uid=*", "' or 1=1 --", "K1", "k1 ", "", "k1\\\\"})
  void e18_anIdIsAnOpaqueText(String id) {
    var parameters = ";created=%d;keyid=\"%s\"".formatted(bench.now(), id);
    var request = signed(Received.of("GET", "/a"), "\"@method\" \"@target-uri\"", parameters);
    assertThat(bench.status(request)).isEqualTo(401);
  }

  @Test
  void e18_anEndlessIdIsNotLookedUp() {
    var parameters = ";created=%d;keyid=\"%s\"".formatted(bench.now(), "k".repeat(4_000));
    assertThat(
            bench.status(
                signed(Received.of("GET", "/a"), "\"@method\" \"@target-uri\"", parameters)))
        .isEqualTo(401);
    assertThat(bench.issued().lookups()).isEmpty();
  }

  @Test
  void e18_unknownWrongRevokedAndExpiredLookAlike() {
    var unknown = visible(keyid("nobody"));
    assertThat(visible(bench.get("/a", "1").target("/b"))).isEqualTo(unknown);
    put(State.REVOKED, Issued.EXPIRES, Restrictions.NONE);
    assertThat(visible(bench.get("/a", "2"))).isEqualTo(unknown);
    put(State.ACTIVE, bench.clock().instant(), Restrictions.NONE);
    assertThat(visible(bench.get("/a", "3"))).isEqualTo(unknown);
    put(State.ACTIVE, Issued.EXPIRES, new Restrictions(Set.of(), List.of("10.0.0.0/8")));
    assertThat(visible(bench.get("/a", "4"))).isEqualTo(unknown);
    assertThat(bench.status(bench.get("/a", "5").from("10.1.2.3"))).isEqualTo(200);
  }

  private List<Object> visible(ReceivedRequest request) {
    return Bench.visible(bench.ask(request));
  }

  private Received keyid(String id) {
    var parameters = ";created=%d;keyid=\"%s\"".formatted(bench.now(), id);
    return signed(Received.of("GET", "/a"), "\"@method\" \"@target-uri\"", parameters);
  }

  private void put(State state, Instant expires, Restrictions restrictions) {
    bench
        .issued()
        .put(
            new CredentialRecord(
                bench.key().kind(),
                bench.key().id(),
                bench.key().owner(),
                bench.key().scopes(),
                restrictions,
                bench.key().verifier(),
                1,
                expires,
                state));
  }

  @Test
  void e19_aSignatureForOneHostIsNoneForAnother() {
    assertThat(bench.status(bench.get("/a", "n").authority("other.example.com"))).isEqualTo(401);
    var covered =
        signed(
            Received.of("GET", "/a").with("X-Forwarded-Host", "other.example.com"),
            "\"@method\" \"@authority\" \"@path\"",
            bench.parameters("m"));
    assertThat(bench.status(covered.authority("other.example.com"))).isEqualTo(401);
    assertThat(bench.status(covered)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/~a?x=1&x=2&y=%20",
        "/%7ea?x=1&x=2&y=%20",
        "/%7Ea?x=2&x=1&y=%20",
        "/%7Ea?x=1&x=2&y=+",
        "/%7Ea?y=%20&x=1&x=2",
        "//%7Ea?x=1&x=2&y=%20",
        "/%7Ea?x=1&x=2&y=%20&",
        "/%7Ea",
        "/%7Ea?",
      })
  void e20_theTargetIsVerifiedAsItWasSent(String other) {
    var request = bench.get("/%7Ea?x=1&x=2&y=%20", "n");
    assertThat(bench.status(request.again().target(other))).isEqualTo(401);
    assertThat(bench.status(request)).isEqualTo(200);
    var split = "\"@method\" \"@authority\" \"@path\" \"@query\"";
    var parts = signed(Received.of("GET", "/%7Ea?x=1&x=2&y=%20"), split, bench.parameters("m"));
    assertThat(bench.status(parts.again().target(other))).isEqualTo(401);
    assertThat(bench.status(parts)).isEqualTo(200);
  }

  @Test
  void e20_anEmptyQueryIsNotTheSameAsNone() {
    var request =
        signed(
            Received.of("GET", "/a"),
            "\"@method\" \"@authority\" \"@path\"",
            bench.parameters("n"));
    assertThat(bench.status(request.target("/a?"))).isEqualTo(401);
  }

  @Test
  void e22_onlyOneSpellingOfASignatureCounts() {
    var good = bench.get("/a", "n");
    assertThat(bench.status(good.again())).isEqualTo(200);
    var unpadded = bench.get("/a", "m");
    assertThat(
            bench.status(
                unpadded.changed("Signature", v -> v.replace("=:", ":").replaceFirst(":", "=:"))))
        .isEqualTo(400);
    assertThat(bench.status(unpadded.changed("Signature", SignatureKeyTest::otherPadBits)))
        .isEqualTo(400);
    assertThat(
            bench.status(
                unpadded.changed("Signature", v -> v.replace('+', '-').replace('/', '_') + " ;a")))
        .isEqualTo(400);
    assertThat(bench.status(unpadded.changed("Signature", _ -> "sig1=::"))).isEqualTo(401);
    assertThat(bench.status(unpadded.changed("Signature", _ -> "sig1=:" + "A".repeat(43) + "=:")))
        .isEqualTo(401);
  }

  /** The last character of 43 carries two bits that mean nothing; sets one of them. */
  private static String otherPadBits(String value) {
    int at = value.length() - 3;
    var digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char other = digits.charAt(digits.indexOf(value.charAt(at)) | 1);
    return value.substring(0, at) + other + value.substring(at + 1);
  }

  @Test
  void aDisabledOwnersKeyStops() {
    var bob = bench.owners().byId(Issued.OWNER).orElseThrow();
    assertThat(bench.status(bench.get("/a", "1"))).isEqualTo(200);
    bench
        .owners()
        .put(new Owner(bob.id(), "bob", AccountState.DISABLED, bob.groups(), bob.profile()));
    assertThat(bench.status(bench.get("/a", "2"))).isEqualTo(401);
    bench.owners().remove(bob.id());
    assertThat(bench.status(bench.get("/a", "3"))).isEqualTo(401);
    bench.owners().put(new Owner(bob.id(), "bob", AccountState.LOCKED, Set.of(), bob.profile()));
    assertThat(Bench.verified(bench.ask(bench.get("/a", "4"))).authority().groups()).isEmpty();
  }

  @Test
  void aRecordThatIsNotInMemoryIsWaitedFor() {
    bench.issued().unload();
    var request = bench.get("/a", "n");
    assertThat(bench.ask(request)).isEqualTo(new Attempt.Park(WaitFor.STORE));
    var resumed =
        bench
            .authenticator()
            .authenticate(new Credential.MessageSignature(), request, Waiting.ALLOWED);
    assertThat(Bench.status(resumed)).isEqualTo(200);
  }
}
