package io.gatehouse.sts.client;

import io.gatehouse.identity.Secret;
import io.gatehouse.sts.oauth.RandomText;

/** Client secrets: 256 random bits behind a prefix that scanners for leaked secrets know. */
final class ClientSecret {
  private static final String PREFIX = "ghcs_";

  private ClientSecret() {}

  static Secret fresh(RandomText random) {
    return Secret.ofText(PREFIX + random.secret());
  }
}
