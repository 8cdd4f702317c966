package io.gatehouse.tokens.jwt;

import io.gatehouse.identity.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A key pair with its one algorithm; its {@code kid} is the RFC 7638 thumbprint. Thread-safe. */
public final class SigningKey {
  private static final int SPARE_ENGINES = 16;
  private static final int RSA_BITS = 2048;

  private final PrivateKey privateKey;
  private final JwsKey publicKey;
  private final Json.Members jwk;
  private final Jca jca;
  private final BlockingQueue<Signature> spare = new ArrayBlockingQueue<>(SPARE_ENGINES);

  private SigningKey(PrivateKey privateKey, JwsKey publicKey, Json.Members jwk, Jca jca) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.jwk = jwk;
    this.jca = jca;
  }

  /** A new key: P-256 and so on for ECDSA, 2048 bits for RSA. */
  public static SigningKey generate(JwsAlgorithm algorithm, Jca jca) {
    try {
      return of(algorithm, newPair(algorithm, jca), jca);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("cannot make a key for " + algorithm.word(), missing);
    }
  }

  /**
   * A key that was {@link #export exported}.
   *
   * @throws IllegalArgumentException when the halves do not belong together or cannot be read
   */
  public static SigningKey read(Exported exported, Jca jca) {
    try {
      var factory = jca.keyFactory(jcaKeyType(exported.algorithm()));
      var pair =
          new KeyPair(
              factory.generatePublic(new X509EncodedKeySpec(exported.publicKey())),
              factory.generatePrivate(new PKCS8EncodedKeySpec(exported.privateKey().expose())));
      var key = of(exported.algorithm(), pair, jca);
      var probe = new byte[] {1};
      if (key.publicKey.verifies(probe, probe.length, key.sign(probe))) {
        return key;
      }
    } catch (GeneralSecurityException unreadable) {
      throw new IllegalArgumentException("not a key for " + exported.algorithm(), unreadable);
    }
    throw new IllegalArgumentException("the private and the public half do not match");
  }

  private static SigningKey of(JwsAlgorithm algorithm, KeyPair pair, Jca jca)
      throws GeneralSecurityException {
    var bare = PublicJwk.of(pair.getPublic());
    var kid = PublicJwk.thumbprint(bare);
    var verifying = JwsKey.of(kid, algorithm, pair.getPublic(), jca);
    return new SigningKey(
        pair.getPrivate(), verifying, PublicJwk.published(bare, kid, algorithm), jca);
  }

  public String kid() {
    return publicKey.kid();
  }

  public JwsAlgorithm algorithm() {
    return publicKey.algorithm();
  }

  /** The public half as it is published. */
  public Json.Members publicJwk() {
    return jwk;
  }

  /** The public half as it verifies. */
  public JwsKey verifying() {
    return publicKey;
  }

  /** Everything that is needed to have this key again; the caller encrypts it. */
  public Exported export() {
    return new Exported(
        algorithm(), publicKey.publicKey().getEncoded(), Secret.of(privateKey.getEncoded()));
  }

  /** The signature in the form of RFC 7518 §3: for ECDSA the two numbers side by side. */
  public byte[] sign(byte[] content) {
    try {
      var taken = spare.poll();
      var engine = taken == null ? engine() : taken;
      engine.update(content);
      var signature = engine.sign();
      // A full queue means enough spares: this one may go.
      var kept = spare.offer(engine);
      assert kept || spare.remainingCapacity() == 0;
      return signature;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("cannot sign with key " + kid(), impossible);
    }
  }

  private Signature engine() throws GeneralSecurityException {
    var engine = jca.signature(algorithm());
    engine.initSign(privateKey);
    return engine;
  }

  private static KeyPair newPair(JwsAlgorithm algorithm, Jca jca) throws GeneralSecurityException {
    var generator = jca.keyPairGenerator(jcaKeyType(algorithm));
    if (algorithm.curve().isPresent()) {
      generator.initialize(new ECGenParameterSpec(algorithm.curve().get().jcaName()));
    } else if (algorithm.keyType().equals("RSA")) {
      generator.initialize(RSA_BITS);
    }
    return generator.generateKeyPair();
  }

  private static String jcaKeyType(JwsAlgorithm algorithm) {
    return algorithm == JwsAlgorithm.EDDSA ? "Ed25519" : algorithm.keyType();
  }

  @Override
  public String toString() {
    return publicKey.toString();
  }

  /**
   * A key pair at rest.
   *
   * @param publicKey SubjectPublicKeyInfo
   * @param privateKey PKCS#8
   */
  public record Exported(JwsAlgorithm algorithm, byte[] publicKey, Secret privateKey) {}
}
