package io.gatehouse.sts.issue;

import io.gatehouse.sts.keys.SigningKeys;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.KeySet;
import io.gatehouse.tokens.jwt.SigningKey;

/** The keys of the key store. */
public record OwnKeys(SigningKeys keys) implements TokenKeys {
  @Override
  public SigningKey active(JwsAlgorithm algorithm) {
    return keys.active(algorithm);
  }

  @Override
  public KeySet verifying() {
    return KeySet.of(keys.published().stream().map(SigningKey::verifying).toList());
  }
}
