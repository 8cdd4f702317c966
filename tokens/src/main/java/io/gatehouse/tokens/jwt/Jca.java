package io.gatehouse.tokens.jwt;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;

/**
 * Where signatures and keys are computed: a preferred provider where it can, else the JDK's order.
 */
public final class Jca {
  private final List<Provider> preferred;

  private Jca(List<Provider> preferred) {
    this.preferred = preferred;
  }

  /** The providers as they are installed in this process. */
  public static Jca installed() {
    return new Jca(List.of());
  }

  public static Jca preferring(Provider provider) {
    return new Jca(List.of(provider));
  }

  Signature signature(JwsAlgorithm algorithm) throws GeneralSecurityException {
    var name = algorithm.jcaName();
    var signature =
        offers("Signature", name)
            ? Signature.getInstance(name, preferred.getFirst())
            : Signature.getInstance(name);
    if (algorithm.isPss()) {
      signature.setParameter(pss(algorithm.hashBits()));
    }
    return signature;
  }

  KeyFactory keyFactory(String name) throws GeneralSecurityException {
    return offers("KeyFactory", name)
        ? KeyFactory.getInstance(name, preferred.getFirst())
        : KeyFactory.getInstance(name);
  }

  KeyPairGenerator keyPairGenerator(String name) throws GeneralSecurityException {
    return offers("KeyPairGenerator", name)
        ? KeyPairGenerator.getInstance(name, preferred.getFirst())
        : KeyPairGenerator.getInstance(name);
  }

  private boolean offers(String type, String name) {
    return !preferred.isEmpty() && preferred.getFirst().getService(type, name) != null;
  }

  // RFC 7518 §3.5: the salt is as long as the hash, the mask uses the same hash.
  private static PSSParameterSpec pss(int bits) {
    var hash = "SHA-" + bits;
    return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), bits / 8, 1);
  }
}
