package io.gatehouse.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSignatureTest {
  private static final MessageSignature.Limits LIMITS = new MessageSignature.Limits(4, 64);
  private static final HmacKey RFC_KEY =
      HmacKey.of(
          "test-shared-secret",
          Base64.getDecoder()
              .decode(Vectors.text(Vectors.path("rfc9421/test-shared-secret.txt")).strip()));
  private static final Map<String, String> RFC_FIELDS =
      Map.of(
          "Date", "Tue, 20 Apr 2021 02:07:55 GMT",
          "Content-Type", "application/json",
          "Content-Digest",
              ContentDigest.ofSha512("{\"hello\": \"world\"}".getBytes(StandardCharsets.UTF_8)));

  private static PlainRequest rfcRequest(Map<String, String> more) {
    var all = new LinkedHashMap<>(RFC_FIELDS);
    all.putAll(more);
    return Requests.of("POST", "https://example.com/foo?param=Value&Pet=dog", all);
  }

  @Test
  void theExampleOfRfc9421B25Verifies() {
    var request =
        rfcRequest(
            Map.of(
                "Signature-Input",
                "sig-b25=(\"date\" \"@authority\" \"content-type\");created=1618884473"
                    + ";keyid=\"test-shared-secret\"",
                "Signature",
                "sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:"));

    var signature = Requests.good(MessageSignature.readAll(request, LIMITS)).getFirst();
    var text = complete(request, signature.parameters());

    assertThat(signature.parameters().created()).hasValue(1618884473L);
    assertThat(text)
        .hasToString(
            """
            "date": Tue, 20 Apr 2021 02:07:55 GMT
            "@authority": example.com
            "content-type": application/json
            "@signature-params": ("date" "@authority" "content-type");created=1618884473\
            ;keyid="test-shared-secret\"\
            """);
    assertThat(signature.isMacOf(text, RFC_KEY)).isTrue();
    assertThat(signature.isMacOf(text, HmacKey.of("other", new byte[32]))).isFalse();
  }

  @Test
  void theContentDigestOfRfc9421B2IsTheOneComputed() {
    assertThat(rfcRequest(Map.of()).field("content-digest"))
        .containsExactly(
            "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmT"
                + "HWXvJwew==:");
  }

  @Test
  void derivedComponentsAreTheBytesAsSent() {
    var request = Requests.of("GET", "https://Example.COM:443/a%7Eb//c?x=%41&x=+", Map.of());

    var names =
        List.of(
            "@method",
            "@target-uri",
            "@authority",
            "@scheme",
            "@request-target",
            "@path",
            "@query");
    var parameters =
        SignatureParameters.of(names.stream().map(Component::of).toList(), Parameters.NONE);

    assertThat(complete(request, parameters).toString())
        .startsWith(
            """
            "@method": GET
            "@target-uri": https://example.com/a%7Eb//c?x=%41&x=+
            "@authority": example.com
            "@scheme": https
            "@request-target": /a%7Eb//c?x=%41&x=+
            "@path": /a%7Eb//c
            "@query": ?x=%41&x=+
            """);
  }

  @Test
  void anAbsentQueryIsAQuestionMark() {
    var request = Requests.of("GET", "http://example.com:8080", Map.of());
    var parameters = SignatureParameters.of(List.of(Component.of("@query")), Parameters.NONE);
    assertThat(complete(request, parameters).toString()).startsWith("\"@query\": ?\n");
    assertThat(request.authority()).isEqualTo("example.com:8080");
    assertThat(request.target()).isEqualTo("/");
  }

  @Test
  void theLinesOfAFieldAreCombined() {
    var request =
        PlainRequest.of(
            "GET",
            java.net.URI.create("https://example.com/"),
            List.of(
                new HeaderField("Cache-Control", " max-age=60"),
                new HeaderField("Cache-Control", "must-revalidate\t"),
                new HeaderField("X-Empty", "")));
    var parameters =
        SignatureParameters.of(
            List.of(Component.of("cache-control"), Component.of("x-empty")), Parameters.NONE);
    assertThat(complete(request, parameters).toString())
        .startsWith("\"cache-control\": max-age=60, must-revalidate\n\"x-empty\": \n");
  }

  @Test
  void aNamedQueryParameterIsRespelledAndUnique() {
    var request =
        Requests.of(
            "GET",
            "https://example.com/p?var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus+whitespace"
                + "&fa%C3%A7ade%22%3A%20=something&twice=1&twice=2&bad=%FF&empty",
            Map.of());
    assertThat(query(request, "var")).endsWith("this%20is%20a%20big%0Amultiline%20value");
    assertThat(query(request, "bar")).endsWith("with%20plus%20whitespace");
    assertThat(query(request, "fa%C3%A7ade%22%3A%20")).endsWith(": something");
    assertThat(query(request, "empty")).endsWith(": ");
    assertThat(query(request, "twice")).startsWith("Unsignable");
    assertThat(query(request, "bad")).startsWith("Unsignable");
    assertThat(query(request, "nowhere")).startsWith("Missing");
  }

  private static String query(SignableRequest request, String name) {
    var parameters =
        SignatureParameters.of(List.of(Component.ofQueryParameter(name)), Parameters.NONE);
    return switch (SignatureText.of(request, parameters)) {
      case SignatureText.Built.Complete(var text) -> text.toString().lines().findFirst().orElse("");
      case SignatureText.Built other -> other.toString();
    };
  }

  @Test
  void aCoveredFieldThatIsNotThereIsMissing() {
    var parameters = SignatureParameters.of(List.of(Component.of("x-gone")), Parameters.NONE);
    assertThat(SignatureText.of(Requests.of("GET", "https://a.example/", Map.of()), parameters))
        .isEqualTo(new SignatureText.Built.Missing("the request lacks x-gone"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "caf\u00e9", "a\u0000b", "\u007f"})
  void aValueThatCouldAddALineOrIsNotAsciiIsUnsignable(String value) {
    var parameters = SignatureParameters.of(List.of(Component.of("x-a")), Parameters.NONE);
    var request = Requests.of("GET", "https://a.example/", Map.of("X-A", value));
    assertThat(SignatureText.of(request, parameters))
        .isInstanceOf(SignatureText.Built.Unsignable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=()",
        "a=(\"@method\");  created=1",
        "a=(\"@method\" \"@query-param\";name=\"x\" \"@query-param\";name=\"y\");x=?1",
        "sig-1=(  \"x-custom\"  )",
      })
  void wellFormedInputsAreRead(String input) {
    assertThat(read(input)).isInstanceOf(Parsed.Good.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=\"@method\"",
        "a",
        "a=(@method)",
        "a=(:aaaa:)",
        "a=(\"\")",
        "a=(\"Date\")",
        "a=(\"@signature-params\")",
        "a=(\"@status\")",
        "a=(\"@query-param\")",
        "a=(\"@query-param\";name=1)",
        "a=(\"@query-param\";name=\"x\";req)",
        "a=(\"@method\");created=\"1\"",
        "a=(\"@method\");created=1.5",
        "a=(\"@method\");expires=@5",
        "a=(\"@method\");keyid=k",
        "a=(\"@method\");keyid=\"a\";keyid=\"b\"",
        "a=(\"@method\");nonce",
        "a=(\"@method\"",
        "a=(\"@method)",
        "a=(\"@method\")\n",
        "a=(\"@meth\nod\")",
        "A=(\"@method\")",
      })
  void malformedInputsAreRefused(String input) {
    assertThat(read(input)).isInstanceOf(Parsed.Malformed.class);
  }

  private static Parsed<List<MessageSignature>> read(String input) {
    int end = input.indexOf('=');
    var label = end < 0 ? input : input.substring(0, end);
    return MessageSignature.readAll(
        Requests.of(
            "GET",
            "https://a.example/",
            Map.of("Signature-Input", input, "Signature", label + "=:AAAA:")),
        LIMITS);
  }

  private static SignatureText complete(SignableRequest request, SignatureParameters parameters) {
    return switch (SignatureText.of(request, parameters)) {
      case SignatureText.Built.Complete(var text) -> text;
      case SignatureText.Built other -> throw new AssertionError(other.toString());
    };
  }
}
