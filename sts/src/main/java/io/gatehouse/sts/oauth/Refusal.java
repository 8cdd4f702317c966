package io.gatehouse.sts.oauth;

/**
 * A refusal in the words of the protocol.
 *
 * @param description public, fixed text: never a value that was sent (RFC 6749 §5.2 allows only
 *     printable ASCII without quote and backslash)
 * @param reason private: what the operator finds in the audit log; carries no secret
 */
public record Refusal(OAuthError error, String description, String reason) {
  public static Refusal of(OAuthError error, String description) {
    return new Refusal(error, description, description);
  }

  public static Refusal malformed(String description) {
    return of(OAuthError.INVALID_REQUEST, description);
  }

  /** The one public answer to every code, refresh token or subject that fails. */
  public static Refusal invalidGrant(String reason) {
    return new Refusal(
        OAuthError.INVALID_GRANT, "The grant is not valid, has expired or was revoked.", reason);
  }
}
