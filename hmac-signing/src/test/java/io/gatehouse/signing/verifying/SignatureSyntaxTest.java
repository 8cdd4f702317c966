package io.gatehouse.signing.verifying;

import static io.gatehouse.signing.verifying.SignatureBench.OTHER_ROOT;
import static io.gatehouse.signing.verifying.SignatureBench.ROOT;
import static io.gatehouse.signing.verifying.SignatureBench.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.Credential;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of several signatures counts, and what is malformed whoever signed. */
class SignatureSyntaxTest {
  @TempDir Path folder;
  private SignatureBench bench;

  @BeforeEach
  void issue() {
    bench = SignatureBench.in(folder);
  }

  @Test
  void e10_labelsThatDoNotPairAreMalformed() {
    var good = bench.get("/a", "n");
    var input = good.values("Signature-Input").getFirst();
    var value = good.values("Signature").getFirst();
    assertThat(bench.status(good.with("Signature-Input", input))).isEqualTo(400);
    assertThat(bench.status(good.with("Signature", value))).isEqualTo(400);
    assertThat(bench.status(good.changed("Signature-Input", v -> v + ", " + v))).isEqualTo(400);
    assertThat(bench.status(good.with("Signature", value.replace("sig1", "sig2")))).isEqualTo(400);
    assertThat(bench.status(good.with("Signature-Input", input.replace("sig1", "sig2"))))
        .isEqualTo(400);
    assertThat(bench.status(good.without("Signature"))).isEqualTo(400);
    assertThat(bench.status(good.without("Signature-Input"))).isEqualTo(400);
    assertThat(bench.status(good)).isEqualTo(200);
  }

  @Test
  void e10_theLabelHasNoSay() {
    var input = "(\"@method\" \"@target-uri\")" + bench.parameters("n");
    assertThat(bench.status(signed(Received.of("GET", "/a"), "whatever", ROOT, input)))
        .isEqualTo(200);
  }

  @Test
  void e11_aSignatureByAnotherKeyDoesNotCount() {
    var input = "(\"@method\" \"@target-uri\");created=" + bench.now() + ";keyid=\"%s\"";
    var captured = bench.get("/a", "n").target("/b");
    var foreign = signed(captured, "sig2", OTHER_ROOT, input.formatted("not-ours"));
    assertThat(bench.status(foreign)).isEqualTo(401);
    var ours = signed(captured, "sig2", OTHER_ROOT, input.formatted("k2"));
    assertThat(bench.status(ours)).isEqualTo(400);
    var beside = signed(bench.get("/a", "m"), "sig2", OTHER_ROOT, input.formatted("not-ours"));
    assertThat(Bench.verified(bench.ask(beside)).authorizedParty()).isEqualTo("k1");
  }

  @Test
  void e11_aTagSelectsTheSignatureThatIsMeant() {
    var tagged =
        new SignatureAuthenticator(
            bench.registers(),
            new SignaturePolicy(
                SignaturePolicy.STRICT.cover(), Duration.ofMinutes(5), Optional.of("gatehouse")),
            bench.clock());
    var input = "(\"@method\" \"@target-uri\")" + bench.parameters("n") + ";tag=\"gatehouse\"";
    var meant = signed(Received.of("GET", "/a"), "s", ROOT, input);
    var credential = new Credential.MessageSignature();
    assertThat(Bench.status(Bench.ask(tagged, credential, meant))).isEqualTo(200);
    assertThat(Bench.status(Bench.ask(tagged, credential, bench.get("/a", "m")))).isEqualTo(401);
  }

  @Test
  void e12_moreThanFourSignaturesOrSixtyFourComponentsAreMalformed() {
    var request = bench.get("/a", "n");
    for (int i = 2; i <= 5; i++) {
      var input = "(\"@method\");created=1;keyid=\"x" + i + "\"";
      request = signed(request, "sig" + i, OTHER_ROOT, input);
      assertThat(bench.status(request.again())).isEqualTo(i == 2 ? 200 : i < 5 ? 401 : 400);
    }
    assertThat(bench.status(over(64))).isEqualTo(200);
    assertThat(bench.status(over(65))).isEqualTo(400);
    assertThat(bench.status(over(1_000))).isEqualTo(400);
  }

  private Received over(int components) {
    var request = Received.of("GET", "/a");
    for (int i = 2; i < components; i++) {
      request = request.with("x-" + i, "v");
    }
    var names =
        IntStream.range(2, components)
            .mapToObj(i -> "\"x-" + i + "\"")
            .collect(Collectors.joining(" "));
    return signed(
        request, "\"@method\" \"@target-uri\" " + names, bench.parameters("c" + components));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"@method\" \"@target-uri\" \"@method\"",
        "\"@method\" \"@target-uri\" \"host\" \"host\"",
        "\"@method\" \"@target-uri\";req",
        "\"@method\" \"@target-uri\" \"host\";sf",
        "\"@method\" \"@target-uri\" \"host\";bs",
        "\"@method\" \"@target-uri\" \"host\";tr",
        "\"@method\" \"@target-uri\" \"host\";key=\"a\"",
        "\"@method\" \"@target-uri\" \"host\" \"host\";bs",
        "\"@method\" \"@target-uri\" \"@status\"",
        "\"@method\" \"@target-uri\" \"@signature-params\"",
        "\"@method\" \"@target-uri\" \"@query-param\";name=\"x\" \"@query-param\";name=\"x\"",
      })
  void e14_componentsThatComeTwiceOrAreNotUnderstoodAreMalformed(String components) {
    assertThat(
            bench.status(signed(Received.of("GET", "/a?x=1"), components, bench.parameters("n"))))
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sig1=(\"@method\" \"@target-uri)%s",
        "sig1=(\"@method\" \"@target-uri\"%s",
        "sig1=(\"@method\" \"@target-uri\nx\")%s",
        "sig1=(\"@method\" \"@target-uri\\n\")%s",
        "sig1=(\"@method\" \"@target-uri\")%s\n",
        "sig1=(\"@method\" \"@target-uri\")%s;x=\"",
        "sig1=(\"@method\"\t\"@target-uri\")%s",
        "sig1=(\"@method\",\"@target-uri\")%s",
        "sig1=(\"@method\" \"@target-uri\")%s,",
      })
  void e15_whatIsNotAStructuredFieldIsMalformed(String form) {
    var good = bench.get("/a", "n");
    var broken = good.changed("Signature-Input", _ -> form.formatted(bench.parameters("n")));
    assertThat(bench.status(broken)).isEqualTo(400);
  }

  @Test
  void e15_aValueCannotAddALine() {
    var request = Received.of("GET", "/a").with("x-a", "1\n\"@method\": POST");
    assertThat(
            bench.status(
                signed(request, "\"@method\" \"@target-uri\" \"x-a\"", bench.parameters("n"))))
        .isEqualTo(400);
  }

  @Test
  void e16_aFieldWithOneValueMayNotComeTwice() {
    var request = Received.of("GET", "/a").with("x-account", "1").with("x-account", "2");
    var cover = "\"@method\" \"@target-uri\" \"x-account\"";
    assertThat(bench.status(signed(request, cover, bench.parameters("a")))).isEqualTo(400);
    var single = Received.of("GET", "/a").with("x-account", "1, 2");
    assertThat(bench.status(signed(single, cover, bench.parameters("b")))).isEqualTo(200);
    var list = Received.of("GET", "/a").with("accept", "a").with("accept", "b");
    assertThat(
            bench.status(
                signed(list, "\"@method\" \"@target-uri\" \"accept\"", bench.parameters("c"))))
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa-v1_5-sha256", "hmac-sha512", "HMAC-SHA256", "none", ""})
  void e17_anotherAlgorithmThanTheKeysIsRefused(String algorithm) {
    var parameters = bench.plain() + ";alg=\"" + algorithm + "\"";
    var request = signed(Received.of("GET", "/a"), "\"@method\" \"@target-uri\"", parameters);
    assertThat(bench.status(request)).isEqualTo(401);
  }

  @Test
  void e14_twoReadingsOfOneFieldCannotBothBeCovered() {
    var request = Received.of("GET", "/a").with("x-list", "a, b");
    var cover = "\"@method\" \"@target-uri\" \"x-list\"";
    assertThat(bench.status(signed(request, cover + " \"x-list\"", bench.plain()))).isEqualTo(400);
    assertThat(bench.status(signed(request, cover + ";sf", bench.plain()))).isEqualTo(400);
    assertThat(bench.status(signed(request, cover, bench.plain()))).isEqualTo(200);
  }

  @Test
  void e17_theAlgorithmIsTheKeysWhetherNamedOrNot() {
    var request = Received.of("GET", "/a");
    var cover = "\"@method\" \"@target-uri\"";
    var named = bench.plain() + ";nonce=\"n\";alg=\"%s\"";
    assertThat(bench.status(signed(request, cover, named.formatted("rsa-pss-sha512"))))
        .isEqualTo(401);
    assertThat(bench.status(signed(request, cover, named.formatted("hmac-sha256")))).isEqualTo(200);
    assertThat(bench.status(signed(request.again(), cover, bench.plain()))).isEqualTo(200);
  }
}
