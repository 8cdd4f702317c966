package io.gatehouse.sts.client;

import io.gatehouse.tokens.jwt.JwsAlgorithm;
import java.util.Arrays;
import java.util.Optional;

/** The algorithms an ID token can be asked for; RS256 when the client registered none. */
public enum IdTokenAlgorithm {
  RS256(JwsAlgorithm.RS256),
  ES256(JwsAlgorithm.ES256),
  PS256(JwsAlgorithm.PS256),
  EDDSA(JwsAlgorithm.EDDSA);

  private final JwsAlgorithm signs;

  IdTokenAlgorithm(JwsAlgorithm signs) {
    this.signs = signs;
  }

  /** The value of {@code alg}; case-sensitive. */
  public static Optional<IdTokenAlgorithm> named(String word) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.word().equals(word)).findFirst();
  }

  public String word() {
    return signs.word();
  }

  public JwsAlgorithm signs() {
    return signs;
  }
}
