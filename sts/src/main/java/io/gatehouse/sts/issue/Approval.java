package io.gatehouse.sts.issue;

import io.gatehouse.identity.Confirmation;
import io.gatehouse.identity.Secret;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.oauth.ClaimsRequest;
import io.gatehouse.sts.oauth.SignIn;
import io.gatehouse.tokens.jwt.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a grant decided that a client shall have.
 *
 * @param grantId the name of everything issued for one consent or code; begins every {@code jti}
 * @param tokenId {@code jti} of the access token
 * @param scopes the most it may hold; what a person's groups do not give is cut off by the mint
 * @param resource uri of the resource; empty: for userinfo only
 * @param signIn the person that the tokens speak of; empty: the client itself
 * @param claims asked for by name
 * @param extent how far it reaches
 * @param binding the key that the tokens are bound to; empty: bearer tokens
 */
public record Approval(
    RegisteredClient client,
    String grantId,
    String tokenId,
    Set<String> scopes,
    Optional<String> resource,
    Optional<SignIn> signIn,
    Optional<String> nonce,
    ClaimsRequest claims,
    Optional<Confirmation> binding,
    Refresh refresh,
    Extent extent) {
  public Approval {
    scopes = Set.copyOf(scopes);
  }

  /** With the usual life, for nobody's sake but the subject's. */
  public Approval(
      RegisteredClient client,
      String grantId,
      String tokenId,
      Set<String> scopes,
      Optional<String> resource,
      Optional<SignIn> signIn,
      Optional<String> nonce,
      ClaimsRequest claims,
      Optional<Confirmation> binding,
      Refresh refresh) {
    this(
        client,
        grantId,
        tokenId,
        scopes,
        resource,
        signIn,
        nonce,
        claims,
        binding,
        refresh,
        Extent.USUAL);
  }

  /** Without claims that were asked for by name. */
  public Approval(
      RegisteredClient client,
      String grantId,
      String tokenId,
      Set<String> scopes,
      Optional<String> resource,
      Optional<SignIn> signIn,
      Optional<String> nonce,
      Optional<Confirmation> binding,
      Refresh refresh) {
    this(
        client,
        grantId,
        tokenId,
        scopes,
        resource,
        signIn,
        nonce,
        ClaimsRequest.NONE,
        binding,
        refresh);
  }

  /**
   * How far tokens reach that were exchanged for others.
   *
   * @param latest no token lives longer
   * @param act those who act for the subject (RFC 8693 §4.1)
   */
  public record Extent(Optional<Instant> latest, Optional<Json.Members> act) {
    static final Extent USUAL = new Extent(Optional.empty(), Optional.empty());
  }

  public Approval within(Extent other) {
    return new Approval(
        client, grantId, tokenId, scopes, resource, signIn, nonce, claims, binding, refresh, other);
  }

  /** What becomes of refresh tokens. */
  public sealed interface Refresh {
    /** None is handed out. */
    record None() implements Refresh {}

    /** A family begins, when {@code offline_access} is among the scopes. */
    record Begin() implements Refresh {}

    /** The successor of the one that was presented. */
    record Successor(Secret token) implements Refresh {}
  }
}
