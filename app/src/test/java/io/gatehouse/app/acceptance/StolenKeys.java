package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.sts.keys.KekFile;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The issuer's own signing keys, read from the folder of a node that runs: with them a token can be
 * wrong in one thing alone, and rightly signed.
 */
final class StolenKeys {
  private final Map<String, Key> keys;

  /** One signing key. */
  record Key(String kid, String algorithm, PrivateKey privateKey, PublicKey publicKey) {}

  private StolenKeys(Map<String, Key> keys) {
    this.keys = keys;
  }

  static StolenKeys of(Path dir) {
    var kek = new KekFile(dir.resolve("kek.key"), new SecureRandom()).read();
    var keys = new LinkedHashMap<String, Key>();
    var query =
        "SELECT kid, alg, public_key, sealed FROM signing_key"
            + " WHERE state = 'ACTIVE' AND alg IN ('ES256', 'RS256')";
    try (var store = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("gatehouse.db"));
        var statement = store.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        var kid = rows.getString("kid");
        var algorithm = rows.getString("alg");
        var plain = kek.open(rows.getBytes("sealed"), "signing_key/" + algorithm + "/" + kid);
        keys.put(algorithm, key(kid, algorithm, plain.expose(), rows.getBytes("public_key")));
      }
      return new StolenKeys(keys);
    } catch (SQLException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Key key(String kid, String algorithm, byte[] privateKey, byte[] publicKey)
      throws GeneralSecurityException {
    var factory = KeyFactory.getInstance(algorithm.startsWith("ES") ? "EC" : "RSA");
    return new Key(
        kid,
        algorithm,
        factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey)),
        factory.generatePublic(new X509EncodedKeySpec(publicKey)));
  }

  Key key(String algorithm) {
    return Objects.requireNonNull(keys.get(algorithm));
  }

  /** The header of an access token. */
  String header() {
    return header("at+jwt");
  }

  String header(String type) {
    return "{\"alg\":\"ES256\",\"typ\":\"%s\",\"kid\":\"%s\"}".formatted(type, key("ES256").kid());
  }

  /** These very texts under a signature by the ES256 key. */
  String token(String header, String payload) {
    return signed(key("ES256"), header, payload.getBytes(UTF_8));
  }

  static String signed(Key key, String header, byte[] payload) {
    var content = encode(header.getBytes(UTF_8)) + "." + encode(payload);
    return content + "." + encode(sign(key, content.getBytes(ISO_8859_1)));
  }

  private static byte[] sign(Key key, byte[] content) {
    try {
      var engine =
          Signature.getInstance(
              key.algorithm().startsWith("ES") ? "SHA256withECDSAinP1363Format" : "SHA256withRSA");
      engine.initSign(key.privateKey());
      engine.update(content);
      return engine.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
