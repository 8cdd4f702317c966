package io.gatehouse.sts.session;

import io.gatehouse.sts.oauth.SignIn;

/**
 * A person signed in with a browser.
 *
 * @param username the directory's own spelling, to be shown to the person
 */
public record BrowserSession(String username, SignIn signIn) {
  /** Public: the {@code sid} of tokens and the name in the ledger; opens nothing. */
  public String id() {
    return signIn.session();
  }
}
