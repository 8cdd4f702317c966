package io.gatehouse.gateway.forward;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.identity.IdentityKeys;
import io.gatehouse.identity.IdentityKeys.PublishedKey;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.tokens.jwt.Base64Url;
import io.gatehouse.tokens.jwt.JwtSigner;
import io.gatehouse.tokens.jwt.SigningKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Mints {@code Gatehouse-Identity}, the only thing a service learns about its caller, and keeps it
 * while it is fresh.
 *
 * <p>The key lives in this process's memory. Its public half is published, and no token is minted
 * before the union of all gateways' keys shows it, because a service could not verify it.
 */
public final class IdentityTokens {
  public static final String TYPE = "gatehouse-id+jwt";
  private static final Duration LIFE = Duration.ofSeconds(60);

  /** What must be left of a token's life for it to be sent again. */
  private static final Duration LEFT = Duration.ofSeconds(20);

  private static final int JTI_BYTES = 16;

  private final String issuer;
  private final JwtSigner signer;
  private final IdentityKeys keys;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Cache<String, Minted> minted;
  private volatile boolean visible;

  /**
   * @param issuer value of {@code iss}
   * @param key made for this process, ES256
   */
  public IdentityTokens(
      String issuer, SigningKey key, IdentityKeys keys, Surroundings surroundings) {
    this.issuer = issuer;
    this.signer = new JwtSigner(key, TYPE);
    this.keys = keys;
    this.clock = surroundings.clock();
    this.random = surroundings.random();
    this.minted =
        Caffeine.newBuilder().maximumSize(surroundings.most()).executor(Runnable::run).build();
    keys.publish(new PublishedKey(key.kid(), key.publicJwk().write()));
  }

  /**
   * What the outside gives.
   *
   * @param most tokens that are kept
   */
  public record Surroundings(InstantSource clock, SecureRandom random, long most) {}

  /** Whether services can find this node's key. */
  public boolean ready() {
    if (!visible) {
      var kid = signer.key().kid();
      visible = keys.union().stream().anyMatch(key -> key.kid().equals(kid));
    }
    return visible;
  }

  /** The token for one service; a fresh one when the kept one is old. */
  public String tokenFor(VerifiedIdentity identity, String audience) {
    var claims = new IdentityClaims(issuer, identity, audience);
    var key = claims.fingerprint();
    var now = clock.instant();
    var kept = minted.getIfPresent(key);
    // Two credentials may give equal claims; the shorter-lived one does not get the longer token.
    if (kept != null
        && now.isBefore(kept.sendUntil())
        && !kept.expiresAt().isAfter(identity.expiresAt())) {
      return kept.token();
    }
    return mint(claims, key, now).token();
  }

  private Minted mint(IdentityClaims claims, String key, Instant now) {
    var end = now.plus(LIFE);
    var credentialEnd = claims.identity().expiresAt();
    var expiresAt = end.isBefore(credentialEnd) ? end : credentialEnd;
    var token = signer.sign(claims.complete(now, expiresAt, jti()));
    var made = new Minted(token, expiresAt, claims.identity());
    if (now.isBefore(made.sendUntil())) {
      minted.put(key, made);
    }
    return made;
  }

  private String jti() {
    var bytes = new byte[JTI_BYTES];
    random.nextBytes(bytes);
    return Base64Url.encode(bytes);
  }

  /** Forgets what stands on a subject that changed; called for every event of the ledger. */
  public void drop(LedgerSubject subject) {
    minted.asMap().values().removeIf(kept -> standsOn(kept.identity(), subject));
  }

  /** Whether an identity is no longer what it was when its subject changed. */
  static boolean standsOn(VerifiedIdentity identity, LedgerSubject subject) {
    return switch (subject.kind()) {
      case OWNER -> identity.owner().filter(o -> o.value().equals(subject.id())).isPresent();
      case SESSION -> identity.session().equals(Optional.of(subject.id()));
      case TOKEN, REFRESH_FAMILY ->
          identity.tokenId().filter(id -> isOf(id, subject.id())).isPresent();
      case CLIENT, API_KEY, HMAC_KEY, SIGV4_KEY, CERTIFICATE ->
          identity.authorizedParty().equals(subject.id());
      // Signing keys sign no identity.
      case SIGNING_KEY -> false;
    };
  }

  // Our issuer's jti is its grant's id, or that id, a dot and something random.
  private static boolean isOf(String tokenId, String id) {
    return tokenId.equals(id) || tokenId.startsWith(id + ".");
  }

  private record Minted(String token, Instant expiresAt, VerifiedIdentity identity) {
    Instant sendUntil() {
      return expiresAt.minus(LEFT);
    }

    @Override
    public String toString() {
      return "[token until " + expiresAt + "]";
    }
  }
}
