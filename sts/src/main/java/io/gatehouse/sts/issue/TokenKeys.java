package io.gatehouse.sts.issue;

import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.KeySet;
import io.gatehouse.tokens.jwt.SigningKey;

/** The issuer's keys as the mint needs them. Answers from memory. */
public interface TokenKeys {
  /** The key that signs now. */
  SigningKey active(JwsAlgorithm algorithm);

  /** Every key whose tokens may still be alive. */
  KeySet verifying();
}
