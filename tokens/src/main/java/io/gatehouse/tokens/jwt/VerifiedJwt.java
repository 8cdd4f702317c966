package io.gatehouse.tokens.jwt;

import java.time.Instant;

/** A token that {@link JwtVerifier} believed: only it can make one. */
public final class VerifiedJwt implements Verification {
  private final JoseHeader header;
  private final Claims claims;
  private final Instant expiresAt;

  VerifiedJwt(JoseHeader header, Claims claims, Instant expiresAt) {
    this.header = header;
    this.claims = claims;
    this.expiresAt = expiresAt;
  }

  public JoseHeader header() {
    return header;
  }

  public Claims claims() {
    return claims;
  }

  /** {@code exp}, without skew. */
  public Instant expiresAt() {
    return expiresAt;
  }
}
