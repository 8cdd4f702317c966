package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** How each caller of {@code demo.json} proves who it is, in curl's arguments. */
final class Proofs {
  private static final AtomicInteger MADE = new AtomicInteger();
  static final String BODY = "{\"item\":\"lamp\"}";

  private final RunningDemo demo;
  private final Path scratch;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  Proofs(RunningDemo demo, Path scratch) {
    this.demo = demo;
    this.scratch = scratch;
  }

  /** One call as this caller; a POST carries the demo's body. */
  Curl call(String caller, String method, String route) {
    // A signature made twice in one second for one target is a replay, so each target differs.
    var base = caller.equals("clientCertificate") ? demo.mtlsGateway() : demo.gateway();
    var url = base + route + (isSigned(caller) ? "?call=" + MADE.incrementAndGet() : "");
    var body = method.equals("POST") ? Optional.of(BODY) : Optional.<String>empty();
    var arguments = new ArrayList<>(List.of(url, "-X", method));
    body.ifPresent(
        text -> arguments.addAll(List.of("-H", "Content-Type: application/json", "--data", text)));
    arguments.addAll(proof(caller, method, url, body));
    return Curl.call(demo, arguments.toArray(String[]::new));
  }

  private static boolean isSigned(String caller) {
    return caller.equals("hmac") || caller.equals("sigv4");
  }

  /** The proof of this caller for one call, in curl's arguments; for {@code sigv4} curl signs. */
  List<String> proof(String caller, String method, String url, Optional<String> body) {
    return switch (caller) {
      case "anonymous" -> List.of();
      case "alice", "bob", "carol" -> bearer(tokens.computeIfAbsent(caller, this::personToken));
      case "service" -> bearer(tokens.computeIfAbsent(caller, ignored -> serviceToken()));
      case "apiKey" -> List.of("-H", "X-API-Key: " + demo.json().get("apiKey").stringValue());
      case "hmac" -> signature(method, url, body);
      case "sigv4" -> sigv4();
      case "samlAssertion" -> List.of("-H", "Authorization: SAML " + assertion());
      case "clientCertificate" -> certificate();
      case "basic:alice", "basic:bob", "basic:carol" -> basic(caller.substring(6));
      default -> throw new AssertionError("demo.json names an unknown caller: " + caller);
    };
  }

  private static List<String> bearer(String token) {
    return List.of("-H", "Authorization: Bearer " + token);
  }

  private List<String> certificate() {
    var files = demo.json().get("clientCertificate");
    return List.of("--cert", text(files, "cert"), "--key", text(files, "key"));
  }

  private List<String> basic(String username) {
    return List.of("--user", username + ":" + text(demo.person(username), "password"));
  }

  private String personToken(String username) {
    var jar = scratch.resolve("jar-" + username);
    var answer = new SignIn(demo, jar).tokens(username, "openid orders.read orders.write");
    return answer.get("access_token").stringValue();
  }

  private String serviceToken() {
    var client = demo.json().at("/clients/service");
    return Curl.call(
            demo,
            new SignIn(demo, scratch.resolve("none")).metadata("token_endpoint"),
            "-u",
            text(client, "client_id") + ":" + text(client, "client_secret"),
            "--data",
            "grant_type=client_credentials")
        .json()
        .get("access_token")
        .stringValue();
  }

  private String assertion() {
    try {
      var file = Path.of(text(demo.json(), "samlAssertionFile"));
      return java.nio.file.Files.readString(file).strip();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<String> sigv4() {
    var keys = demo.json().get("sigv4");
    return List.of(
        "--aws-sigv4",
        "aws:amz:" + text(keys, "region") + ":" + text(keys, "service"),
        "--user",
        text(keys, "accessKeyId") + ":" + text(keys, "secretAccessKey"));
  }

  /** RFC 9421 by hand: the base written here, the MAC and digest made by openssl. */
  private List<String> signature(String method, String url, Optional<String> body) {
    var target = URI.create(url);
    var components =
        "\"@method\" \"@target-uri\"" + (body.isPresent() ? " \"content-digest\"" : "");
    var keys = demo.json().get("hmac");
    var parameters =
        "(%s);created=%d;keyid=\"%s\""
            .formatted(components, Instant.now().getEpochSecond(), text(keys, "keyid"));
    var base = new StringBuilder();
    base.append("\"@method\": ").append(method).append('\n');
    base.append("\"@target-uri\": ").append(target).append('\n');
    var fields = new ArrayList<String>();
    body.ifPresent(content -> {
      var digest = "sha-256=:" + base64(openssl(content, "-sha256")) + ":";
      base.append("\"content-digest\": ").append(digest).append('\n');
      fields.addAll(List.of("-H", "Content-Digest: " + digest));
    });
    base.append("\"@signature-params\": ").append(parameters);
    var root = Base64.getDecoder().decode(text(keys, "secretBase64"));
    var mac =
        openssl(
            base.toString(),
            "-sha256",
            "-mac",
            "HMAC",
            "-macopt",
            "hexkey:" + HexFormat.of().formatHex(root));
    fields.addAll(List.of("-H", "Signature-Input: sig1=" + parameters));
    fields.addAll(List.of("-H", "Signature: sig1=:" + base64(mac) + ":"));
    return fields;
  }

  private static byte[] openssl(String input, String... options) {
    var command = new ArrayList<>(List.of("openssl", "dgst", "-binary"));
    command.addAll(List.of(options));
    return Shell.run(command, input.getBytes(UTF_8), Duration.ofSeconds(10)).output();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String text(JsonNode node, String name) {
    return node.get(name).stringValue();
  }
}
