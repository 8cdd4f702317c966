package io.gatehouse.sts.authorize;

import io.gatehouse.sts.authorize.Transactions.Waiting;
import java.util.Optional;

/**
 * What a browser step may know of the request that waits for it.
 *
 * @param clientName shown to the person
 * @param policySource where the browser will be sent after the form
 */
public record WaitingRequest(
    Waiting waiting,
    String clientName,
    String policySource,
    Optional<String> loginHint,
    Optional<String> uiLocales) {

  static WaitingRequest of(Waiting waiting, AuthorizationRequest request) {
    return new WaitingRequest(
        waiting,
        request.client().metadata().clientName(),
        request.replyTo().redirectUri().policySource(),
        request.wishes().loginHint(),
        request.wishes().uiLocales());
  }
}
