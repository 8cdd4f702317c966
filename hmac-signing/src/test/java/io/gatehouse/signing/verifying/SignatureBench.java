package io.gatehouse.signing.verifying;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.CredentialRecord;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.signing.ContentDigest;
import io.gatehouse.testkit.KnownOwners;
import io.gatehouse.testkit.StoppedClock;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A verifier of RFC 9421 signatures with two keys, and a signer whose texts are made by hand. */
record SignatureBench(Bench bench, SignatureAuthenticator authenticator, CredentialRecord key) {
  static final byte[] ROOT = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  static final byte[] OTHER_ROOT = "fedcba9876543210fedcba9876543210".getBytes(UTF_8);
  static final String BODY = "{\"item\":\"lamp\"}";

  static SignatureBench in(Path folder) {
    var bench = new Bench(folder);
    var key = bench.issued.add(CredentialKind.SIGNATURE, "k1", ROOT);
    bench.issued.add(CredentialKind.SIGNATURE, "k2", OTHER_ROOT);
    var policy = SignaturePolicy.STRICT;
    var authenticator = new SignatureAuthenticator(bench.registers, policy, bench.clock);
    return new SignatureBench(bench, authenticator, key);
  }

  StoppedClock clock() {
    return bench.clock;
  }

  Issued issued() {
    return bench.issued;
  }

  KnownOwners owners() {
    return bench.owners;
  }

  List<LedgerSubject> used() {
    return bench.used;
  }

  Registers registers() {
    return bench.registers;
  }

  Attempt ask(ReceivedRequest request) {
    return Bench.ask(authenticator, new Credential.MessageSignature(), request);
  }

  int status(ReceivedRequest request) {
    return Bench.status(ask(request));
  }

  long now() {
    return bench.clock.instant().getEpochSecond();
  }

  String plain() {
    return ";created=" + now() + ";keyid=\"k1\"";
  }

  String parameters(String nonce) {
    return ";created=%d;keyid=\"k1\";alg=\"hmac-sha256\";nonce=\"%s\"".formatted(now(), nonce);
  }

  Received get(String target, String nonce) {
    return signed(Received.of("GET", target), "\"@method\" \"@target-uri\"", parameters(nonce));
  }

  Received post(String body, String nonce) {
    var request =
        Received.of("POST", "/orders")
            .with("Content-Type", "application/json")
            .with("Content-Digest", ContentDigest.of(body.getBytes(UTF_8)))
            .body(body);
    return signed(
        request,
        "\"@method\" \"@target-uri\" \"content-digest\" \"content-type\"",
        parameters(nonce));
  }

  /** Signs what the request has, over these components, with these parameters. */
  static Received signed(Received request, String components, String parameters) {
    return signed(request, "sig1", ROOT, "(" + components + ")" + parameters);
  }

  static Received signed(Received request, String label, byte[] root, String input) {
    var text = new StringBuilder();
    for (var name : input.substring(1, input.indexOf(')')).split(" ", -1)) {
      text.append(name).append(": ").append(value(request, name.replace("\"", ""))).append('\n');
    }
    text.append("\"@signature-params\": ").append(input);
    return request
        .with("Signature-Input", label + "=" + input)
        .with("Signature", label + "=:" + mac(root, text.toString()) + ":");
  }

  static String value(Received request, String name) {
    return switch (name) {
      case "@method" -> request.method();
      case "@target-uri" -> "https://" + request.authority() + request.target();
      case "@authority" -> request.authority();
      case "@path" -> request.path();
      case "@query" -> "?" + request.query().orElse("");
      case "@request-target" -> request.target();
      default -> String.join(", ", request.values(name));
    };
  }

  static String mac(byte[] root, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(root, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
