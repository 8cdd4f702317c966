package io.gatehouse.tokens.jwt;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Predicate;

/**
 * A public key with the one algorithm it verifies. Safe for any number of threads: engines that
 * hold the key ready are kept for reuse, because setting one up costs as much as a verification.
 */
public final class JwsKey {
  private static final int SPARE_ENGINES = 16;

  private final String kid;
  private final JwsAlgorithm algorithm;
  private final PublicKey key;
  private final Jca jca;
  private final Predicate<byte[]> shape;
  private final BlockingQueue<Signature> spare = new ArrayBlockingQueue<>(SPARE_ENGINES);

  private JwsKey(String kid, JwsAlgorithm algorithm, PublicKey key, Jca jca) {
    this.kid = kid;
    this.algorithm = algorithm;
    this.key = key;
    this.jca = jca;
    this.shape = shapeOf(algorithm, key);
  }

  /**
   * A key whose material was judged by {@link JwkReader} or made by {@link SigningKey}.
   *
   * @throws InvalidKeyException when no provider can verify with it
   */
  static JwsKey of(String kid, JwsAlgorithm algorithm, PublicKey key, Jca jca)
      throws GeneralSecurityException {
    var made = new JwsKey(kid, algorithm, key, jca);
    made.giveBack(made.engine());
    return made;
  }

  public String kid() {
    return kid;
  }

  public JwsAlgorithm algorithm() {
    return algorithm;
  }

  /** For other formats that are signed with the same keys. */
  public PublicKey publicKey() {
    return key;
  }

  /** Whether this key made the signature of {@code jws}, under this key's own algorithm. */
  public boolean verifies(CompactJws jws) {
    return jws.header().algorithm() == algorithm
        && verifies(jws.token(), jws.signedLength(), jws.signature());
  }

  boolean verifies(byte[] signed, int length, byte[] signature) {
    if (!shape.test(signature)) {
      return false;
    }
    try {
      var engine = takeEngine();
      engine.update(signed, 0, length);
      var verified = engine.verify(signature);
      giveBack(engine);
      return verified;
    } catch (SignatureException notEvenASignature) {
      // The engine is in an unknown state and is not given back.
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a key that worked before works no more", impossible);
    }
  }

  private Signature takeEngine() throws GeneralSecurityException {
    var engine = spare.poll();
    return engine == null ? engine() : engine;
  }

  private void giveBack(Signature engine) {
    // A full queue means enough spares: this one may go.
    var kept = spare.offer(engine);
    assert kept || spare.remainingCapacity() == 0;
  }

  private Signature engine() throws GeneralSecurityException {
    var engine = jca.signature(algorithm);
    engine.initVerify(key);
    return engine;
  }

  private static Predicate<byte[]> shapeOf(JwsAlgorithm algorithm, PublicKey key) {
    if (algorithm.curve().isPresent()) {
      var order = algorithm.curve().get().order();
      return signature -> Curve.isSignatureShape(signature, order);
    }
    int length =
        key instanceof RSAPublicKey rsa ? (rsa.getModulus().bitLength() + 7) / 8 : ED25519_LENGTH;
    return signature -> signature.length == length;
  }

  /** RFC 8032 §5.1.6. */
  private static final int ED25519_LENGTH = 64;

  @Override
  public String toString() {
    return algorithm.word() + " " + kid;
  }
}
