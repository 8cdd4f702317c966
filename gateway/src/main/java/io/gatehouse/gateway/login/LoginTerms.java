package io.gatehouse.gateway.login;

import io.gatehouse.gateway.authenticate.SessionAuthenticator;
import io.gatehouse.gateway.session.BrowserSession.Lives;
import io.gatehouse.tokens.jwt.KeySource;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the operator wrote about one way to sign in.
 *
 * @param name of the credential entry; also a segment of the return address, so that each issuer
 *     has its own (RFC 9700 §4.4.2.2)
 * @param scopes what is asked for beside {@code openid}
 * @param keys that verify the issuer's word
 * @param people who its sessions stand for
 */
public record LoginTerms(
    String name,
    DiscoveredIssuer issuer,
    String clientId,
    ClientProof proof,
    Set<String> scopes,
    KeySource keys,
    SessionAuthenticator people,
    Lives lives) {
  static final String RETURN = "/.gatehouse/login/";

  public LoginTerms {
    var asked = new LinkedHashSet<String>();
    asked.add("openid");
    asked.addAll(scopes);
    scopes = Set.copyOf(asked);
  }

  /** Where the issuer sends the browser back to. */
  String returnAddress(String origin) {
    return origin + RETURN + name;
  }
}
