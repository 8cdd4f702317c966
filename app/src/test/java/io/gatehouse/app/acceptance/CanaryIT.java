package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invariant 4: no secret is logged or kept in clear, whatever the log level. */
class CanaryIT {
  /** The demo's own notes of what it gave out, for people and for curl. */
  private static final Set<String> MEANT_TO_HOLD =
      Set.of(
          "demo.json",
          "demo-secrets.json",
          "directory.pw",
          "admin.token",
          "api-key.header",
          "hmac.key",
          "sigv4.curl",
          "basic.curl",
          "service.curl",
          "assertion.b64",
          "assertion.header",
          "client.key");

  /** How PKCS#8 of a P-256 key begins, without its armour. */
  private static final String CLEAR_KEY =
      new String(
          HexFormat.of().parseHex("301306072a8648ce3d020106082a8648ce3d030107046d306b"),
          StandardCharsets.ISO_8859_1);

  @TempDir Path scratch;

  @Test
  void l02_noSecretIsWrittenDownAtTheFinestLevel() throws IOException {
    var dir = scratch.resolve("demo");
    var change = "logs: { level: trace }\n";
    try (var demo = RunningDemo.startChanged(dir, text -> text + change)) {
      var secrets = secretsAfterEveryFlow(demo);
      assertThat(secrets).hasSizeGreaterThan(12);
      // What may be written down: without it the search would prove nothing.
      secrets.put("nothing secret", demo.person("alice").get("sub").stringValue());
      var hits = new ArrayList<String>();
      for (var file : filesOf(dir, scratch.resolve("demo.out"))) {
        var bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        // The key of the node's own TLS certificate is the one that must lie open.
        if (!file.endsWith("tls.key")
            && (bytes.contains("PRIVATE KEY") || bytes.contains(CLEAR_KEY))) {
          hits.add("a private key in " + file);
        }
        secrets.forEach((name, secret) -> {
          if (bytes.contains(secret)) {
            hits.add(name + " in " + file);
          }
        });
      }
      assertThat(hits).anyMatch(hit -> hit.matches("nothing secret in .*/audit/.*"));
      assertThat(hits).anyMatch(hit -> hit.matches("nothing secret in .*/decisions/.*"));
      assertThat(hits).allMatch(hit -> hit.startsWith("nothing secret"));
    }
  }

  private static List<Path> filesOf(Path dir, Path console) throws IOException {
    var files = new ArrayList<Path>();
    files.add(console);
    try (var all = Files.walk(dir)) {
      all.filter(Files::isRegularFile)
          .filter(file -> !MEANT_TO_HOLD.contains(file.getFileName().toString()))
          .forEach(files::add);
    }
    return files;
  }

  private Map<String, String> secretsAfterEveryFlow(RunningDemo demo) throws IOException {
    var secrets = new LinkedHashMap<String, String>();
    var json = demo.json();
    for (var pointer :
        List.of(
            "/apiKey",
            "/hmac/secretBase64",
            "/sigv4/secretAccessKey",
            "/clients/service/client_secret",
            "/directory/password")) {
      secrets.put(pointer, json.at(pointer).stringValue());
    }
    secretsInFiles(demo, secrets);
    secrets.put("client key", Files.readAllLines(demo.dir().resolve("client.key")).get(2));
    json.get("people")
        .forEach(person -> {
          var name = person.get("username").stringValue();
          secrets.put("password of " + name, person.get("password").stringValue());
          signIn(demo, name, secrets);
        });
    var proofs = new Proofs(demo, scratch);
    for (var caller :
        List.of(
            "alice", "service", "apiKey", "hmac", "sigv4", "samlAssertion", "clientCertificate")) {
      var seen = proofs.call(caller, "GET", demo.route());
      seen.json()
          .get("headers")
          .forEach(pair -> {
            if (pair.get(0).stringValue().equalsIgnoreCase("gatehouse-identity")) {
              secrets.put("identity of " + caller, pair.get(1).stringValue());
            }
          });
    }
    callsWithPasswords(demo, proofs, secrets);
    Curl.call(demo, demo.gateway() + demo.route(), "-H", "X-API-Key: gth_live_wrong");
    return secrets;
  }

  private static void callsWithPasswords(
      RunningDemo demo, Proofs proofs, Map<String, String> secrets) {
    var basic = demo.json().get("basicRoute").stringValue();
    assertThat(proofs.call("basic:alice", "GET", basic).status()).isEqualTo(200);
    // Where no password is taken it must not be written down either.
    proofs.call("basic:carol", "GET", demo.route());
    var typed = "right-for-another-" + demo.person("bob").get("password").stringValue();
    secrets.put("a wrong password", typed);
    Curl.call(demo, demo.gateway() + basic, "--user", "alice:" + typed);
  }

  private static void secretsInFiles(RunningDemo demo, Map<String, String> secrets)
      throws IOException {
    secrets.put("admin token", Files.readString(demo.dir().resolve("admin.token")).strip());
    var assertion =
        Files.readString(Path.of(demo.json().get("samlAssertionFile").stringValue())).strip();
    secrets.put("assertion", assertion);
    var xml = new String(Base64.getUrlDecoder().decode(assertion), StandardCharsets.UTF_8);
    secrets.put(
        "signature of the assertion",
        xml.replaceAll("(?s).*SignatureValue>(.*)</ds:S.*Value>.*", "$1"));
  }

  private void signIn(RunningDemo demo, String name, Map<String, String> secrets) {
    var jar = scratch.resolve("jar-canary-" + name);
    var signIn = new SignIn(demo, jar);
    var code =
        signIn.code(
            name,
            demo.person(name).get("password").stringValue(),
            "openid offline_access orders.read");
    secrets.put("code of " + name, code);
    var tokens = signIn.redeem(code).json();
    for (var kind : List.of("access_token", "id_token", "refresh_token")) {
      secrets.put(kind + " of " + name, tokens.get(kind).stringValue());
    }
    var next = signIn.refresh(tokens.get("refresh_token").stringValue()).json();
    secrets.put("second access token of " + name, next.get("access_token").stringValue());
    cookies(jar).forEach(value -> secrets.put("cookie of " + name + " " + value, value));
  }

  /** The values in curl's cookie file: the seventh column. */
  private static List<String> cookies(Path jar) {
    try {
      return Files.readAllLines(jar).stream()
          .map(line -> line.split("\t", -1))
          .filter(columns -> columns.length == 7 && columns[6].length() > 15)
          .map(columns -> columns[6])
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
