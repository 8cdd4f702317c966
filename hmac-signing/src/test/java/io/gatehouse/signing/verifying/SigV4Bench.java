package io.gatehouse.signing.verifying;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.signing.HeaderField;
import io.gatehouse.signing.PlainRequest;
import io.gatehouse.signing.SigV4Authorization;
import io.gatehouse.signing.SigV4Canonical;
import io.gatehouse.signing.SigV4Canonical.PathSpelling;
import io.gatehouse.signing.SigV4Canonical.QuerySpelling;
import io.gatehouse.signing.SigV4Credentials;
import io.gatehouse.signing.SigV4Scope;
import io.gatehouse.signing.SigV4Signer;
import io.gatehouse.testkit.StoppedClock;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A verifier of SigV4 with one key, and a signer. */
record SigV4Bench(Bench bench) {
  static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  static final String ID = "GHAKAAAABBBBCCCCDDDD";
  static final String BODY = "{\"item\":\"lamp\"}";

  static SigV4Bench in(Path folder) {
    var bench = new Bench(folder);
    bench.issued.add(CredentialKind.SIGV4, ID, SECRET.getBytes(UTF_8));
    return new SigV4Bench(bench);
  }

  StoppedClock clock() {
    return bench.clock;
  }

  List<LedgerSubject> used() {
    return bench.used;
  }

  Attempt ask(Received request, SigV4Policy policy) {
    var authenticator = new SigV4Authenticator(bench.registers, policy, bench.clock);
    return Bench.ask(authenticator, new Credential.AwsSignature(), request);
  }

  int status(Received request) {
    return Bench.status(ask(request, SigV4Policy.strict("local", "gatehouse")));
  }

  Received get(String target) {
    return signed(
        Received.of("GET", target), "", SigV4Credentials.of(ID, SECRET, "local", "gatehouse"));
  }

  Received post(String body) {
    var keys = SigV4Credentials.of(ID, SECRET, "local", "gatehouse");
    return signed(Received.of("POST", "/orders").body(body), body, keys);
  }

  Received signed(Received request, String body, SigV4Credentials keys) {
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

  static Received signedAs(Received request, String payload) {
    var headers = List.of("host", "x-amz-content-sha256", "x-amz-date");
    var scope = new SigV4Scope("20261122", "local", "gatehouse");
    var spelling = new SigV4Canonical.Spelling(PathSpelling.AS_SENT, QuerySpelling.AS_SENT);
    var canonical = SigV4Canonical.of(new ReceivedMessage(request), headers, payload, spelling);
    var time = request.values("x-amz-date").getFirst();
    var signature = scope.keyFrom(SECRET.getBytes(UTF_8)).sign(time, canonical);
    var value = new SigV4Authorization(ID, scope, headers, signature).write();
    return request.changed("Authorization", _ -> value);
  }
}
