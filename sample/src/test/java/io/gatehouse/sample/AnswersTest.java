package io.gatehouse.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.gatehouse.sample.Message.Field;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersTest {
  private static final String PASSWORD = "changeit";
  private static final AtomicInteger FETCHES = new AtomicInteger();

  @TempDir private static Path folder;
  private static HttpsServer server;
  private static EllipticCurveJsonWebKey key;
  private static Path ca;

  @BeforeAll
  static void publishAKey() throws Exception {
    key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    key.setKeyId("one");
    ca = folder.resolve("ca.pem");
    var store = selfSigned();
    Files.writeString(ca, keytool("-exportcert", "-rfc", "-keystore", store.toString()));
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
    server.createContext(
        "/",
        exchange -> {
          FETCHES.incrementAndGet();
          var body = new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @Test
  void whatArrivedIsAnsweredWithTheVerifiedClaims() throws Exception {
    var answer = answers().to(message(token(claims(), "gatehouse-id+jwt")));
    var json = JsonUtil.parseJson(answer.json());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(json)
        .containsEntry("method", "POST")
        .containsEntry("path", "/orders")
        .containsEntry("query", "a=b&c")
        .containsEntry("body", "{\"item\":\"lamp\"}");
    assertThat(String.valueOf(json.get("headers")))
        .startsWith("[[Host, h], [x-Two, 1], [X-two, 2]");
    assertThat(String.valueOf(json.get("identity"))).contains("sub=bob", "aud=orders-api");
  }

  @Test
  void withoutAnIdentityItIsNull() throws Exception {
    var answer = answers().to(message());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).endsWith(",\"identity\":null}");
  }

  @Test
  void anIdentityThatIsNotMeantForUsOrNotInOrderIsRefused() throws Exception {
    var answers = answers();
    var otherAudience = claims();
    otherAudience.setAudience("billing-api");
    var otherIssuer = claims();
    otherIssuer.setIssuer("https://evil.test");
    var expired = claims();
    expired.setExpirationTimeMinutesInTheFuture(-1);
    var good = token(claims(), "gatehouse-id+jwt");
    for (var token :
        List.of(
            token(otherAudience, "gatehouse-id+jwt"),
            token(otherIssuer, "gatehouse-id+jwt"),
            token(expired, "gatehouse-id+jwt"),
            token(claims(), "at+jwt"),
            good.substring(0, good.length() - 8) + "AAAAAAAA",
            rsaToken(),
            "",
            "x")) {
      var answer = answers.to(message(token));
      assertThat(answer.status()).isEqualTo(401);
      assertThat(JsonUtil.parseJson(answer.json())).containsKey("reason");
    }
    assertThat(answers.to(message(good)).status()).isEqualTo(200);
    assertThat(answers.to(message(good, good)).status()).isEqualTo(401);
  }

  @Test
  void unknownKeysDoNotFetchTheKeySetEachTime() throws Exception {
    var answers = answers();
    answers.to(message(token(claims(), "gatehouse-id+jwt")));
    int before = FETCHES.get();
    for (int i = 0; i < 50; i++) {
      var stranger = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      stranger.setKeyId("stranger" + i);
      assertThat(answers.to(message(signed(claims(), "gatehouse-id+jwt", stranger))).status())
          .isEqualTo(401);
    }
    assertThat(FETCHES.get() - before).isLessThan(10);
  }

  @Test
  void keysThatCannotBeFetchedAreAnOutage() throws Exception {
    var nowhere = Identities.from(URI.create("https://127.0.0.1:1/"), ca, "https://sts.test", "a");
    var answer = new Answers(nowhere).to(message(token(claims(), "gatehouse-id+jwt")));
    assertThat(answer.status()).isEqualTo(503);
  }

  private static Answers answers() throws Exception {
    var url = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
    return new Answers(Identities.from(url, ca, "https://sts.test", "orders-api"));
  }

  private static Message message(String... identities) {
    var fields =
        Stream.concat(
                Stream.of(new Field("Host", "h"), new Field("x-Two", "1"), new Field("X-two", "2")),
                Stream.of(identities).map(token -> new Field("gatehouse-IDENTITY", token)))
            .toList();
    return new Message("POST", "/orders?a=b&c", fields, "{\"item\":\"lamp\"}");
  }

  private static JwtClaims claims() {
    var claims = new JwtClaims();
    claims.setIssuer("https://sts.test");
    claims.setAudience("orders-api");
    claims.setSubject("bob");
    claims.setGeneratedJwtId();
    claims.setExpirationTimeMinutesInTheFuture(1);
    return claims;
  }

  private static String token(JwtClaims claims, String type) throws JoseException {
    return signed(claims, type, key);
  }

  private static String signed(JwtClaims claims, String type, EllipticCurveJsonWebKey with)
      throws JoseException {
    var jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue("ES256");
    jws.setHeader("typ", type);
    jws.setKeyIdHeaderValue(with.getKeyId());
    jws.setKey(with.getPrivateKey());
    jws.setPayload(claims.toJson());
    return jws.getCompactSerialization();
  }

  private static String rsaToken() throws JoseException {
    RsaJsonWebKey rsa = RsaJwkGenerator.generateJwk(2048);
    var jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue("RS256");
    jws.setHeader("typ", "gatehouse-id+jwt");
    jws.setKeyIdHeaderValue("one");
    jws.setKey(rsa.getPrivateKey());
    jws.setPayload(claims().toJson());
    return jws.getCompactSerialization();
  }

  private static Path selfSigned() throws Exception {
    var store = folder.resolve("store.p12");
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-keystore",
        store.toString());
    return store;
  }

  private static String keytool(String... arguments) throws IOException, InterruptedException {
    var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var command =
        Stream.concat(
                Stream.concat(Stream.of(tool), Stream.of(arguments)),
                Stream.of("-storepass", PASSWORD, "-alias", "server"))
            .toList();
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static SSLContext context(Path store) throws Exception {
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    var managers = KeyManagerFactory.getInstance("SunX509");
    managers.init(keys, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
