package io.gatehouse.sts.authorize;

import io.gatehouse.sts.oauth.Refusal;

/** What came of reading an authorization request. */
sealed interface Reading {
  record Accepted(AuthorizationRequest request) implements Reading {}

  /** Client and redirect URI belong together, so the client may be told. */
  record Refused(ReplyAddress replyTo, Refusal refusal) implements Reading {}

  /**
   * Whoever sent the browser here is not told anything and the browser is not sent on.
   *
   * @param reason for the operator
   */
  record OnPage(String reason) implements Reading {}
}
