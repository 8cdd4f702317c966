package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One wrong byte anywhere in a proof, or in what it covers, opens nothing. */
class MutationIT {
  private static final int MUTATIONS = 500;
  private static final long SEED = 20_261_122L;
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH");

  @TempDir static Path scratch;
  private static RecordingService service;
  private static RunningDemo demo;
  private static RawClient gateway;

  @BeforeAll
  static void start() {
    service = RecordingService.open();
    demo = RunningDemo.startWithService(scratch.resolve("demo"), service);
    gateway = new RawClient(demo.gateway(), demo.ca());
  }

  @AfterAll
  static void stop() {
    demo.close();
    service.close();
  }

  @Test
  void anAccessToken() {
    everyMutationIsRefused("bob", "GET", List.of("Authorization"), 7);
  }

  @Test
  void anAccessTokenOfAnother() {
    everyMutationIsRefused("alice", "POST", List.of("Authorization"), 7);
  }

  @Test
  void anApiKey() {
    everyMutationIsRefused("apiKey", "GET", List.of("X-API-Key"), 0);
  }

  @Test
  void aSignedRequest() {
    everyMutationIsRefused(
        "hmac", "GET", List.of("Signature-Input", "Signature", "@target", "@method"), 0);
  }

  @Test
  void anAwsSignature() {
    everyMutationIsRefused(
        "sigv4", "GET", List.of("Authorization", "X-Amz-Date", "@target", "@method"), 0);
  }

  @Test
  void aSamlAssertion() {
    everyMutationIsRefused("samlAssertion", "GET", List.of("Authorization"), 5);
  }

  /**
   * The certificate's own bytes are changed and sent with the right key: a handshake that fails is
   * as good as a 401. Only the count of unused bits before the signature stays, as it can be
   * written in several ways that say the same.
   */
  @Test
  void aClientCertificate() {
    var files = demo.json().get("clientCertificate");
    var certificate = PresentedChain.certificate(Path.of(files.get("cert").stringValue()));
    var key = PresentedChain.key(Path.of(files.get("key").stringValue()));
    assertThat(presented(certificate, key)).as("the unmodified twin").contains(200);
    service.forget();
    var random = new Random(SEED);
    var failures = new ArrayList<String>();
    for (var i = 0; i < MUTATIONS; i++) {
      var sent = mutated(certificate, random);
      var statuses = presented(new AlteredCertificate(certificate, sent), key);
      if (!statuses.isEmpty() && !statuses.equals(List.of(401))) {
        failures.add(statuses + " " + HexFormat.of().formatHex(sent));
      }
    }
    assertThat(failures).isEmpty();
    assertThat(service.seen()).as("not a byte reaches the service").isEmpty();
    assertThat(presented(certificate, key)).as("still the twin").contains(200);
  }

  private static byte[] mutated(X509Certificate certificate, Random random) {
    var sent = encoded(certificate);
    var unusedBits = sent.length - certificate.getSignature().length - 1;
    var at = random.nextInt(sent.length - 1);
    sent[at < unusedBits ? at : at + 1] ^= (byte) (1 + random.nextInt(255));
    return sent;
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static List<Integer> presented(X509Certificate certificate, PrivateKey key) {
    // A client of its own each time: a resumed session would send no certificate.
    var door =
        new RawClient(
            demo.json().get("mtlsGateway").stringValue(),
            demo.ca(),
            new PresentedChain(certificate, key));
    return door.send(
            "GET /orders/42 HTTP/1.1\r\nHost: "
                + door.authority()
                + "\r\nConnection: close\r\n\r\n",
            10_000)
        .statuses();
  }

  private void everyMutationIsRefused(String caller, String method, List<String> parts, int from) {
    var message = message(caller, method);
    try (var connection = new KeptConnection(gateway)) {
      assertThat(connection.exchange(message.text())).as("the unmodified twin").isEqualTo(200);
      service.forget();
      var random = new Random(SEED);
      var failures = new ArrayList<String>();
      for (var i = 0; i < MUTATIONS; i++) {
        var mutant = message.mutated(parts.get(random.nextInt(parts.size())), from, random);
        var status = connection.exchange(mutant.text());
        // 429 would be the address guard's word, not a judgement of the mutation.
        if (status < 400 || status >= 500 || status == 429) {
          failures.add(status + " " + mutant.text());
        }
      }
      assertThat(failures).isEmpty();
      assertThat(service.seen()).as("not a byte reaches the service").isEmpty();
    }
  }

  private static Message message(String caller, String method) {
    var proofs = new Proofs(demo, scratch);
    var target = method.equals("POST") ? "/orders?call=mutation" : "/orders/42?call=mutation";
    var url = demo.gateway() + target;
    var body = method.equals("POST") ? Optional.of(Proofs.BODY) : Optional.<String>empty();
    var fields = new ArrayList<String>();
    if (caller.equals("sigv4")) {
      fields.addAll(CurlCapture.fields(demo, proofs, url));
    } else {
      var arguments = proofs.proof(caller, method, url, body);
      for (var i = 1; i < arguments.size(); i += 2) {
        fields.add(arguments.get(i));
      }
    }
    body.ifPresent(text -> fields.add("Content-Length: " + text.length()));
    return new Message(method, target, fields, body.orElse(""));
  }

  /** A request whose parts can be changed one byte at a time. */
  private record Message(String method, String target, List<String> fields, String body) {
    String text() {
      return method
          + " "
          + target
          + " HTTP/1.1\r\nHost: "
          + gateway.authority()
          + "\r\n"
          + String.join("\r\n", fields)
          + "\r\n\r\n"
          + body;
    }

    Message mutated(String part, int from, Random random) {
      if (part.equals("@method")) {
        var others = METHODS.stream().filter(other -> !other.equals(method)).toList();
        return new Message(others.get(random.nextInt(others.size())), target, fields, body);
      }
      if (part.equals("@target")) {
        return new Message(method, change(target, 1, random), fields, body);
      }
      var changed = new ArrayList<>(fields);
      for (var i = 0; i < changed.size(); i++) {
        var field = changed.get(i);
        if (field.regionMatches(true, 0, part + ": ", 0, part.length() + 2)) {
          changed.set(i, change(field, part.length() + 2 + from, random));
        }
      }
      return new Message(method, target, changed, body);
    }

    private static String change(String text, int from, Random random) {
      var at = from + random.nextInt(text.length() - from);
      var other = (char) ('!' + random.nextInt('~' - '!' + 1));
      var different = other == text.charAt(at) ? (char) (other == '~' ? '!' : other + 1) : other;
      return text.substring(0, at) + different + text.substring(at + 1);
    }
  }
}
