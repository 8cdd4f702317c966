package io.gatehouse.identity;

/**
 * Turns one kind of credential into a verified identity.
 *
 * <p>Called first with {@link Waiting#NEVER} on an I/O thread. When it answers {@link
 * Attempt.Park}, the pipeline provides what is missing and calls again with the same arguments
 * where waiting is allowed. It must be idempotent per request: nothing is claimed before everything
 * else holds.
 */
public interface Authenticator {
  /**
   * @throws DependencyUnavailable when what is needed for a judgement cannot be reached
   */
  Attempt authenticate(Credential credential, ReceivedRequest request, Waiting waiting);
}
