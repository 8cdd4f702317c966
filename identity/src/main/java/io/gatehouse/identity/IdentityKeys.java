package io.gatehouse.identity;

import java.util.List;

/** The public keys of all gateways, under which identity tokens verify. */
public interface IdentityKeys {
  /** Registers this node's key; it is usable once {@link #union} shows it. */
  void publish(PublishedKey key);

  List<PublishedKey> union();

  /**
   * @param jwk the public key as a JSON object (RFC 7517)
   */
  record PublishedKey(String kid, String jwk) {}
}
