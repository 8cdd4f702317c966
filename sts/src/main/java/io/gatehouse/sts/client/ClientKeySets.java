package io.gatehouse.sts.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.identity.UrlFetch;
import io.gatehouse.identity.Waiting;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.JoseHeader;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.KeySet;
import io.gatehouse.tokens.jwt.KeySource;
import io.gatehouse.tokens.jwt.RemoteIssuer;
import io.gatehouse.tokens.jwt.RemoteKeySets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The keys of clients, to verify what they sign. Thread-safe; may block. */
public final class ClientKeySets {
  private static final int MOST = 1_000;

  private final RemoteKeySets remote;
  private final Cache<Read, KeySet> inline = Caffeine.newBuilder().maximumSize(MOST).build();

  public ClientKeySets(RemoteKeySets remote) {
    this.remote = remote;
  }

  /** A set, and what its RSA keys without {@code alg} are for. */
  private record Read(ClientKeys.Inline keys, JwsAlgorithm rsaAlgorithm) {}

  /**
   * The keys that may have made a signature with this header; empty when there are none.
   *
   * @throws io.gatehouse.identity.DependencyUnavailable when they have to be fetched and cannot be
   */
  public KeySet of(RegisteredClient client, JoseHeader header) {
    Optional<ClientKeys> keys = client.metadata().security().keys();
    // An RSA key that names no algorithm may be for either; the client's registration decides.
    var rsa = header.algorithm() == JwsAlgorithm.PS256 ? JwsAlgorithm.PS256 : JwsAlgorithm.RS256;
    return keys.map(found ->
            switch (found) {
              case ClientKeys.Inline set -> inline.get(new Read(set, rsa), ClientKeySets::parse);
              case ClientKeys.At(var uri) -> fetched(remote(client, uri, rsa), header.kid());
            })
        .orElseGet(() -> KeySet.of(List.of()));
  }

  /**
   * Whether a certificate is among those that the client registered (RFC 8705 §2.2.2). A key that
   * was registered without its certificate stands for every certificate of that key.
   */
  public boolean hold(RegisteredClient client, X509Certificate presented) {
    return client
        .metadata()
        .security()
        .keys()
        .filter(keys ->
            switch (keys) {
              case ClientKeys.Inline(var set) -> RegisteredCertificates.hold(set, presented);
              case ClientKeys.At(var uri) ->
                  fetched(remote(client, uri, JwsAlgorithm.RS256), Optional.empty()).keys().stream()
                      .anyMatch(key -> key.publicKey().equals(presented.getPublicKey()));
            })
        .isPresent();
  }

  private static KeySet parse(Read read) {
    var json = read.keys.set().write().getBytes(StandardCharsets.UTF_8);
    return KeySet.parse(json, read.rsaAlgorithm, Jca.installed()) instanceof KeySet set
        ? set
        : KeySet.of(List.of());
  }

  private static RemoteIssuer remote(RegisteredClient client, URI uri, JwsAlgorithm rsa) {
    return new RemoteIssuer(client.clientId(), UrlFetch.Trust.SUPPLIED, Optional.of(uri), rsa);
  }

  private KeySet fetched(RemoteIssuer where, Optional<String> kid) {
    return switch (remote.of(where).keysFor(kid, Waiting.ALLOWED)) {
      case KeySource.Known(var keys) -> keys;
      case KeySource.MustWait() ->
          throw new IllegalStateException("waiting was allowed, and the keys are not there");
    };
  }
}
