package io.gatehouse.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSignerTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));
  private static final HmacKey KEY = HmacKey.of("k1", new byte[32]);
  private static final RequestSigner SIGNER =
      new RequestSigner(new MessageSigner(KEY, CLOCK, new SecureRandom()));

  private static PlainRequest plain(HttpRequest request) {
    var fields = new TreeMap<String, String>();
    request.headers().map().forEach((name, values) -> fields.put(name, values.getFirst()));
    return Requests.of(request.method(), request.uri().toString(), fields);
  }

  @Test
  void aRequestOfTheJdkIsSignedOverMethodTargetAndContent() {
    var request =
        HttpRequest.newBuilder(URI.create("https://api.example.com:8443/orders?x=%7E"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"item\":\"lamp\"}"))
            .build();

    var signed = SIGNER.sign(request);

    var message = plain(signed);
    var signature =
        Requests.good(MessageSignature.readAll(message, new MessageSignature.Limits(1, 8)))
            .getFirst();
    assertThat(signature.parameters().components())
        .extracting(Component::name)
        .containsExactly("@method", "@target-uri", "content-digest", "content-type");
    assertThat(signature.parameters().created()).hasValue(CLOCK.instant().getEpochSecond());
    assertThat(message.field("content-digest"))
        .containsExactly(ContentDigest.of("{\"item\":\"lamp\"}".getBytes(UTF_8)));
    var built = (SignatureText.Built.Complete) SignatureText.of(message, signature.parameters());
    assertThat(built.text().toString())
        .contains("\"@target-uri\": https://api.example.com:8443/orders?x=%7E\n");
    assertThat(signature.isMacOf(built.text(), KEY)).isTrue();
    assertThat(signed.bodyPublisher().orElseThrow().contentLength()).isEqualTo(15);
  }

  @Test
  void everySignatureHasItsOwnNonce() {
    var request = HttpRequest.newBuilder(URI.create("https://api.example.com/")).build();
    var inputs = new TreeSet<String>();
    for (int i = 0; i < 20; i++) {
      inputs.add(SIGNER.sign(request).headers().firstValue("signature-input").orElseThrow());
    }
    assertThat(inputs).hasSize(20);
  }

  @Test
  void aRequestWithoutContentHasNoDigest() {
    var request = HttpRequest.newBuilder(URI.create("https://api.example.com")).build();
    var signed = SIGNER.sign(request);
    assertThat(signed.headers().map()).containsOnlyKeys("Signature-Input", "Signature");
    assertThat(signed.method()).isEqualTo("GET");
  }

  @Test
  void aSigV4RequestOfTheJdkCarriesItsThreeFields() {
    var keys = SigV4Credentials.of("GHAK1", "secret", "local", "gatehouse");
    var signer =
        new RequestSigner(new SigV4Signer(keys, CLOCK, SigV4Canonical.PathSpelling.AS_SENT));
    var signed =
        signer.sign(HttpRequest.newBuilder(URI.create("https://api.example.com/a?b")).build());
    assertThat(new TreeMap<String, List<String>>(signed.headers().map()))
        .containsOnlyKeys("Authorization", "X-Amz-Content-Sha256", "X-Amz-Date");
    assertThat(signed.headers().firstValue("authorization").orElseThrow())
        .startsWith("AWS4-HMAC-SHA256 Credential=GHAK1/20261122/local/gatehouse/aws4_request, ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/x/../y",
        "https://a.example/./x",
        "ftp://a.example/",
        "https:///x",
        "mailto:a@b",
        "/x",
        "https://user@a.example/",
      })
  void whatCannotBeSignedIsSaidSo(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> Requests.of("GET", url, Map.of()));
  }

  @Test
  void aLackingComponentIsSaidSo() {
    var signer = new MessageSigner(KEY, CLOCK, new SecureRandom());
    var parameters = SignatureParameters.of(List.of(Component.of("x-gone")), Parameters.NONE);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> signer.sign(Requests.of("GET", "https://a.example/", Map.of()), "s", parameters))
        .withMessage("the request lacks x-gone");
  }
}
