package io.gatehouse.signing.verifying;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.signing.HeaderField;
import io.gatehouse.signing.PlainRequest;
import io.gatehouse.signing.SigV4Authorization;
import io.gatehouse.signing.SigV4Canonical;
import io.gatehouse.signing.SigV4Canonical.PathSpelling;
import io.gatehouse.signing.SigV4Canonical.QuerySpelling;
import io.gatehouse.signing.SigV4Credentials;
import io.gatehouse.signing.SigV4Scope;
import io.gatehouse.signing.SigV4Signer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS Signature Version 4 under attack. */
class SigV4AttacksTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String ID = "GHAKAAAABBBBCCCCDDDD";
  private static final String BODY = "{\"item\":\"lamp\"}";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void issue() {
    bench = new Bench(folder);
    bench.issued.add(CredentialKind.SIGV4, ID, SECRET.getBytes(UTF_8));
  }

  private Attempt ask(Received request, SigV4Policy policy) {
    var authenticator = new SigV4Authenticator(bench.registers, policy, bench.clock);
    return Bench.ask(authenticator, new Credential.AwsSignature(), request);
  }

  private int status(Received request) {
    return Bench.status(ask(request, SigV4Policy.strict("local", "gatehouse")));
  }

  private Received get(String target) {
    return signed(
        Received.of("GET", target), "", SigV4Credentials.of(ID, SECRET, "local", "gatehouse"));
  }

  private Received post(String body) {
    var keys = SigV4Credentials.of(ID, SECRET, "local", "gatehouse");
    return signed(Received.of("POST", "/orders").body(body), body, keys);
  }

  private Received signed(Received request, String body, SigV4Credentials keys) {
    var plain =
        PlainRequest.of(
            request.method(),
            URI.create("https://" + request.authority() + request.target()),
            List.of(new HeaderField("Host", request.authority())));
    var signer = new SigV4Signer(keys, bench.clock, PathSpelling.AS_SENT);
    var sealed = request;
    for (var field : signer.seal(plain, body.getBytes(UTF_8))) {
      sealed = sealed.with(field.name(), field.value());
    }
    return sealed;
  }

  @Test
  void aGoodSignatureIsItsOwner() {
    var identity =
        Bench.verified(ask(get("/orders/42?b=2&a=1"), SigV4Policy.strict("local", "gatehouse")));
    assertThat(identity.owner()).contains(Issued.OWNER);
    assertThat(identity.authorizedParty()).isEqualTo(ID);
    assertThat(identity.authentication().methods()).containsExactly("sigv4");
    assertThat(bench.used).containsExactly(new LedgerSubject(LedgerSubject.Kind.SIGV4_KEY, ID));
    assertThat(status(post(BODY))).isEqualTo(200);
  }

  @Test
  void e03_anotherBodyIsRefused() {
    assertThat(status(post(BODY).body("{\"item\":\"gold\"}"))).isEqualTo(401);
    assertThat(status(post(BODY).body(""))).isEqualTo(401);
    assertThat(status(get("/a").body("x"))).isEqualTo(401);
    var unnamed = post(BODY).without("X-Amz-Content-Sha256");
    assertThat(status(unnamed)).isEqualTo(401);
  }

  @Test
  void e03_aWrongBodyDoesNotUseUpTheSignature() {
    var good = post(BODY);
    assertThat(status(good.again().body("other"))).isEqualTo(401);
    assertThat(status(good.again())).isEqualTo(200);
  }

  @Test
  void e05_nothingIsVerifiedBeforeTheWholeBodyIsThere() {
    var early = post(BODY).notYetBuffered();
    var policy = SigV4Policy.strict("local", "gatehouse");
    assertThat(ask(early, policy)).isEqualTo(new Attempt.Park(WaitFor.BODY));
    assertThat(status(early.target("/other"))).isEqualTo(401);
    assertThat(bench.used).isEmpty();
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
    assertThat(status(post(BODY).changed("X-Amz-Content-Sha256", _ -> mode))).isEqualTo(400);
  }

  @Test
  void e06_anUnsignedPayloadIsTheRoutesOwnChoice() {
    var open =
        new SigV4Policy("local", "gatehouse", Duration.ofMinutes(5), PathSpelling.AS_SENT, true);
    var unsigned = post(BODY).changed("X-Amz-Content-Sha256", _ -> "UNSIGNED-PAYLOAD");
    // The word is part of what is signed, so changing it afterwards is a wrong signature.
    assertThat(Bench.status(ask(unsigned, open))).isEqualTo(401);
    var meant = signedAs(unsigned, "UNSIGNED-PAYLOAD");
    assertThat(Bench.status(ask(meant.body("another"), open))).isEqualTo(200);
    assertThat(status(meant.again())).isEqualTo(400);
    var streaming =
        post(BODY).changed("X-Amz-Content-Sha256", _ -> "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    assertThat(Bench.status(ask(streaming, open))).isEqualTo(400);
  }

  private static Received signedAs(Received request, String payload) {
    var headers = List.of("host", "x-amz-content-sha256", "x-amz-date");
    var scope = new SigV4Scope("20261122", "local", "gatehouse");
    var spelling = new SigV4Canonical.Spelling(PathSpelling.AS_SENT, QuerySpelling.AS_SENT);
    var canonical = SigV4Canonical.of(new ReceivedMessage(request), headers, payload, spelling);
    var time = request.values("x-amz-date").getFirst();
    var signature = scope.keyFrom(SECRET.getBytes(UTF_8)).sign(time, canonical);
    var value = new SigV4Authorization(ID, scope, headers, signature).write();
    return request.changed("Authorization", _ -> value);
  }

  @Test
  void e08_theSameMessageTwiceIsAReplay() {
    var good = get("/a");
    assertThat(status(good)).isEqualTo(200);
    assertThat(status(good)).isEqualTo(200);
    assertThat(status(good.again())).isEqualTo(401);
    assertThat(status(get("/a?call=2"))).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"-300, 200", "-301, 401", "5, 200", "6, 401", "-86400, 401"})
  void e08_aSignatureOfAnotherTimeIsRefused(int seconds, int expected) {
    bench.clock.advance(Duration.ofSeconds(seconds));
    var request = get("/a");
    bench.clock.advance(Duration.ofSeconds(-seconds));
    assertThat(status(request)).isEqualTo(expected);
  }

  @Test
  void e16_aSignedFieldWithOneValueMayNotComeTwice() {
    var good = get("/a");
    assertThat(status(good.with("Host", "api.example.com"))).isEqualTo(400);
    assertThat(status(good.with("X-Amz-Date", "20261122T100000Z"))).isEqualTo(400);
    assertThat(status(good.with("Authorization", "AWS4-HMAC-SHA256 x"))).isEqualTo(400);
    assertThat(status(good.with("X-Amz-Content-Sha256", "x"))).isEqualTo(400);
    assertThat(status(good)).isEqualTo(200);
  }

  @Test
  void e18_unknownAndWrongLookAlike() {
    var policy = SigV4Policy.strict("local", "gatehouse");
    var unknown =
        signed(
            Received.of("GET", "/a"),
            "",
            SigV4Credentials.of("GHAKX", SECRET, "local", "gatehouse"));
    var wrong =
        signed(
            Received.of("GET", "/a"), "", SigV4Credentials.of(ID, "other", "local", "gatehouse"));
    assertThat(Bench.visible(ask(unknown, policy))).isEqualTo(Bench.visible(ask(wrong, policy)));
    assertThat(status(unknown)).isEqualTo(401);
  }

  @Test
  void e19_aSignatureForOneHostIsNoneForAnother() {
    var good = get("/a");
    assertThat(status(good.changed("Host", _ -> "other.example.com"))).isEqualTo(401);
    assertThat(status(good.with("X-Forwarded-Host", "other.example.com"))).isEqualTo(200);
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
    var request = get("/%7Ea?x=1&x=2&y=%20");
    assertThat(status(request.again().target(other))).isEqualTo(401);
    assertThat(status(request)).isEqualTo(200);
  }

  @Test
  void e20_anEmptyQueryIsNotTheSameAsNone() {
    assertThat(status(get("/a").target("/a?"))).isEqualTo(401);
  }

  @Test
  void e20_valuesOfOneNameKeepTheirOrder() {
    var request = get("/a?x=2&x=1");
    assertThat(status(request.again().target("/a?x=1&x=2"))).isEqualTo(401);
    assertThat(status(request)).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"other, gatehouse", "local, other", "LOCAL, gatehouse"})
  void e23_aScopeOfAnotherRegionOrServiceIsRefused(String region, String service) {
    var keys = SigV4Credentials.of(ID, SECRET, region, service);
    assertThat(status(signed(Received.of("GET", "/a"), "", keys))).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "20261122/local | 20261121/local",
        "/aws4_request | /aws5_request",
        "SignedHeaders=host; | SignedHeaders=",
        "host;x-amz-content-sha256;x-amz-date | host;x-amz-date;x-amz-content-sha256",
        "host;x-amz-content-sha256;x-amz-date | host;host;x-amz-content-sha256;x-amz-date",
        "host;x-amz-content-sha256;x-amz-date | host;x-amz-date",
        "host;x-amz-content-sha256;x-amz-date | Host;x-amz-content-sha256;x-amz-date",
        "host;x-amz-content-sha256;x-amz-date | host;x-amz-content-sha256;x-amz-date;x-gone",
        "AWS4-HMAC-SHA256 | AWS4-HMAC-SHA1",
        "Credential= | credential=",
        "Signature= | Signature=0",
      })
  void e23_anotherScopeOrHeaderListIsRefused(String part, String other) {
    var request = get("/a").changed("Authorization", v -> v.replace(part.strip(), other.strip()));
    assertThat(status(request)).isEqualTo(401);
  }

  @Test
  void e23_extraSpacesAndCapitalsAreRefused() {
    var good = get("/a");
    assertThat(status(good.changed("Authorization", v -> v.replace(" Cred", "  Cred"))))
        .isEqualTo(401);
    assertThat(status(good.changed("Authorization", v -> v.replace(", S", ",  S")))).isEqualTo(401);
    assertThat(status(good.changed("Authorization", v -> v + " "))).isEqualTo(401);
    assertThat(status(good.changed("Authorization", SigV4AttacksTest::capitals))).isEqualTo(401);
    assertThat(status(good)).isEqualTo(200);
  }

  private static String capitals(String value) {
    int at = value.length() - 64;
    var digits = value.substring(at).toUpperCase(Locale.ROOT);
    return value.substring(0, at) + digits;
  }

  @Test
  void e23_anUnsignedAmzFieldIsRefused() {
    assertThat(status(get("/a").with("X-Amz-Security-Token", "t"))).isEqualTo(401);
    assertThat(status(get("/a").with("x-amz-meta", "t"))).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20261122T250000Z", "20261122T10000Z", "20261131T100000Z", "now", "x"})
  void e23_whatIsNoTimeIsRefused(String time) {
    assertThat(status(get("/a").changed("X-Amz-Date", _ -> time))).isEqualTo(401);
  }

  @Test
  void fiveHundredWrongBytesOpenNothing() {
    var random = new Random(20_261_122L);
    for (int i = 0; i < 500; i++) {
      bench.clock.advance(Duration.ofSeconds(1));
      var mutant = mutated(post(BODY), random);
      assertThat(status(mutant)).as(mutant.toString()).isIn(400, 401);
    }
    assertThat(status(post(BODY))).isEqualTo(200);
    assertThat(bench.used).hasSize(1);
  }

  private static Received mutated(Received request, Random random) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> request.changed("Authorization", v -> changed(v, random));
      case 2 -> request.changed("X-Amz-Date", v -> changed(v, random));
      case 3 -> request.changed("X-Amz-Content-Sha256", v -> changed(v, random));
      case 4 -> request.target("/" + changed(request.target().substring(1), random));
      default -> request.body(changed(BODY, random));
    };
  }

  private static String changed(String text, Random random) {
    int at = random.nextInt(text.length());
    char other = (char) ('!' + random.nextInt('~' - '!' + 1));
    char different = other == text.charAt(at) ? (other == '~' ? '!' : (char) (other + 1)) : other;
    return text.substring(0, at) + different + text.substring(at + 1);
  }
}
