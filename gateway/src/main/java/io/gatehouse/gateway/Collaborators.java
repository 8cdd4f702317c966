package io.gatehouse.gateway;

import io.gatehouse.gateway.decision.DecisionLog;
import io.gatehouse.gateway.route.LiveRoutes;
import io.gatehouse.identity.IdentityKeys;
import io.gatehouse.identity.QuotaLedger;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.identity.Revocations;
import io.gatehouse.identity.Throttle;
import io.gatehouse.tokens.jwt.SigningKey;
import io.gatehouse.web.address.AddressGuard;
import io.gatehouse.web.endpoint.MountTable;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;

/**
 * What a gateway is made of.
 *
 * @param routes the compiled routes, which hold the authenticators
 * @param identityIssuer {@code iss} of the identity tokens
 * @param identityKey ES256, made for this process
 * @param revocations whose events drop identity tokens
 * @param upstreamTls trust for services reached over https
 * @param documents what is served beside the keys on every host, below {@code /.gatehouse/}
 * @param nanos of a monotonic clock
 */
public record Collaborators(
    LiveRoutes routes,
    String identityIssuer,
    SigningKey identityKey,
    IdentityKeys identityKeys,
    Revocations revocations,
    Throttle throttle,
    QuotaLedger quotas,
    ReplayGuard replays,
    DecisionLog decisions,
    SSLContext upstreamTls,
    MountTable documents,
    Bounds bounds,
    InstantSource clock,
    LongSupplier nanos,
    SecureRandom random) {

  /**
   * What bounds the memory and the patience of a node.
   *
   * @param content most bytes of a request's content, however it is sent
   * @param buffered most bytes of content held for signatures, of all requests together
   * @param identityTokens most that are kept
   */
  public record Bounds(
      AddressGuard.Allowance refusals, long content, long buffered, long identityTokens) {
    /** For a node with the memory of a small container. */
    public static final Bounds USUAL =
        new Bounds(
            new AddressGuard.Allowance(200, 10_000, 100_000), Long.MAX_VALUE, 64L << 20, 20_000);
  }
}
