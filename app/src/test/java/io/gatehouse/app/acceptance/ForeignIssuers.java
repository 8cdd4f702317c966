package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** OpenID issuers of other people: sound ones, careless ones and one that lies. */
final class ForeignIssuers implements AutoCloseable {
  static final String AUDIENCE = "https://foreign.example";
  static final String KID = "the-same-kid";
  private static final List<String> NAMES =
      List.of("sound", "other", "doubled", "weak", "liar", "elsewhere");

  private final HttpServer server;
  private final HttpServer stranger;
  private final Map<String, String> keySets = new LinkedHashMap<>();
  private final Map<String, StolenKeys.Key> keys = new LinkedHashMap<>();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Queue<String> askedElsewhere = new ConcurrentLinkedQueue<>();

  private ForeignIssuers() throws IOException, GeneralSecurityException {
    server = serve(asked);
    stranger = serve(askedElsewhere);
    for (var name : NAMES) {
      var key = key("EC", 256);
      keys.put(name, key);
      keySets.put(name, ec(key));
    }
    keySets.put("doubled", ec(key("doubled")) + "," + ec(key("sound")));
    keys.put("small", key("RSA", 1024));
    var offCurve = ec(key("weak")).replaceAll("\"y\":\"[^\"]*\"", "\"y\":\"AQ\"");
    var one = rsa(key("small")).replace("\"AQAB\"", "\"AQ\"").replace("small", "one");
    keySets.merge(
        "weak",
        rsa(key("small")) + "," + one + "," + offCurve.replace(KID, "off"),
        (good, bad) -> good + "," + bad);
  }

  static ForeignIssuers open() {
    try {
      return new ForeignIssuers();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpServer serve(Queue<String> log) throws IOException {
    var made = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 50);
    made.createContext("/", exchange -> answer(exchange, log));
    made.start();
    return made;
  }

  private void answer(HttpExchange exchange, Queue<String> log) throws IOException {
    var path = exchange.getRequestURI().getPath();
    log.add(path);
    var name = path.split("/", -1)[1];
    var body =
        path.endsWith("/jwks")
            ? "{\"keys\":[" + keySets.get(name) + "]}"
            : "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(said(name), keysOf(name));
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length());
    exchange.getResponseBody().write(body.getBytes(UTF_8));
    exchange.close();
  }

  private String said(String name) {
    return name.equals("liar") ? issuer("sound") : issuer(name);
  }

  private String keysOf(String name) {
    return name.equals("elsewhere") ? url(stranger) + "/elsewhere/jwks" : issuer(name) + "/jwks";
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String issuer(String name) {
    return url(server) + "/" + name;
  }

  StolenKeys.Key key(String name) {
    return Objects.requireNonNull(keys.get(name));
  }

  /** How often this issuer's keys were fetched. */
  long fetches(String name) {
    return asked.stream().filter(path -> path.equals("/" + name + "/jwks")).count();
  }

  int askedElsewhere() {
    return askedElsewhere.size();
  }

  /** The demo's configuration with a route for each issuer. */
  String configure(String text) {
    var entries =
        NAMES.stream()
            .map(name ->
                "  %s: { oidc: \"%s\", audience: \"%s\", owner: issuer, scopes: { claim: scope, values: { orders.read: [orders.read] } } }\n"
                    .formatted(name, issuer(name), AUDIENCE))
            .collect(Collectors.joining());
    var route =
        """
          - name: foreign
            from: /foreign/**
            to: orders
            accept: [%s]
            allow: [{ name: read, when: '"orders.read" in caller.scopes' }]
        """
            .formatted(String.join(", ", NAMES));
    return text.replace("credentials:\n", "credentials:\n" + entries)
        .replace("routes:\n", "routes:\n" + route);
  }

  /** A good token of this issuer, signed by this one's key. */
  String token(String issuer, String signer, String kid, String subject) {
    var now = Instant.now().getEpochSecond();
    var payload =
        """
        {"iss":"%s","sub":"%s","aud":"%s","client_id":"c","iat":%d,"exp":%d,"jti":"%s","scope":"orders.read"}\
        """
            .formatted(issuer(issuer), subject, AUDIENCE, now, now + 300, "j" + System.nanoTime());
    var key = key(signer);
    var header =
        "{\"alg\":\"%s\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}".formatted(key.algorithm(), kid);
    return StolenKeys.signed(key, header, payload.getBytes(UTF_8));
  }

  private static StolenKeys.Key key(String type, int bits) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(type);
    if (type.equals("EC")) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    } else {
      generator.initialize(bits);
    }
    KeyPair pair = generator.generateKeyPair();
    return new StolenKeys.Key(
        type.equals("EC") ? KID : "small",
        type.equals("EC") ? "ES256" : "RS256",
        pair.getPrivate(),
        pair.getPublic());
  }

  private static String ec(StolenKeys.Key key) {
    var point = ((ECPublicKey) key.publicKey()).getW();
    return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}"
        .formatted(key.kid(), number(point.getAffineX(), 32), number(point.getAffineY(), 32));
  }

  private static String rsa(StolenKeys.Key key) {
    var modulus = ((RSAPublicKey) key.publicKey()).getModulus();
    return "{\"kty\":\"RSA\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"AQAB\"}"
        .formatted(key.kid(), number(modulus, 128));
  }

  private static String number(BigInteger number, int length) {
    var bytes = number.toByteArray();
    var fixed = new byte[length];
    var count = Math.min(length, bytes.length);
    System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
    return StolenKeys.encode(fixed);
  }

  @Override
  public void close() {
    server.stop(0);
    stranger.stop(0);
  }
}
