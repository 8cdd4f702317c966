package io.gatehouse.apikey;

import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.KeyMint;
import io.gatehouse.identity.Peppers;
import io.gatehouse.identity.Secret;
import java.security.SecureRandom;

/** Makes API keys; the ledger gets nothing but a keyed hash. */
public final class ApiKeyMint implements KeyMint {
  private final String environment;
  private final Peppers peppers;
  private final SecureRandom random;

  /**
   * @param environment a word of small letters and digits in every key, such as {@code live}
   */
  public ApiKeyMint(String environment, Peppers peppers, SecureRandom random) {
    if (!ApiKeyFormat.isEnvironment(environment)) {
      throw new IllegalArgumentException("an environment is 1 to 16 small letters and digits");
    }
    this.environment = environment;
    this.peppers = peppers;
    this.random = random;
  }

  @Override
  public CredentialKind kind() {
    return CredentialKind.API_KEY;
  }

  @Override
  public Minted mint() {
    var key = ApiKeyFormat.fresh(environment, random);
    int version = peppers.current();
    var pepper = peppers.version(version).orElseThrow();
    return new Minted(
        key.id(), Secret.ofText(key.written()), Secret.of(KeyedHash.of(key, pepper)), version);
  }
}
