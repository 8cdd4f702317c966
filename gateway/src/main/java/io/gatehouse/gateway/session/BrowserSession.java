package io.gatehouse.gateway.session;

import io.gatehouse.tokens.jwt.VerifiedJwt;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** A browser that is signed in. Thread-safe; one hand moves the time of its last use. */
public final class BrowserSession {
  private final String id;
  private final SignedIn signedIn;
  private final Instant ends;
  private volatile Instant lastUsed;

  BrowserSession(String id, SignedIn signedIn, Instant now) {
    this.id = id;
    this.signedIn = signedIn;
    this.ends = now.plus(signedIn.lives().absolute());
    this.lastUsed = now;
  }

  /**
   * Who signed in, and by whose word.
   *
   * @param login name of the credential entry
   * @param idToken what the issuer says; the token itself is not kept
   * @param scopes what the issuer granted
   */
  public record SignedIn(
      String login, String clientId, VerifiedJwt idToken, Set<String> scopes, Lives lives) {
    public SignedIn {
      scopes = Set.copyOf(scopes);
    }

    boolean isOf(String otherLogin, String subject) {
      return login.equals(otherLogin)
          && idToken.claims().subject().filter(subject::equals).isPresent();
    }
  }

  /**
   * How long a session is good.
   *
   * @param idle without being used
   * @param absolute however much it is used
   */
  public record Lives(Duration idle, Duration absolute) {}

  /** Names it where people read; opens nothing. */
  public String id() {
    return id;
  }

  public SignedIn signedIn() {
    return signedIn;
  }

  /** The latest end. */
  public Instant ends() {
    return ends;
  }

  Instant lastUsed() {
    return lastUsed;
  }

  boolean isOver(Instant now) {
    return !now.isBefore(ends) || !now.isBefore(lastUsed.plus(signedIn.lives().idle()));
  }

  void used(Instant now) {
    lastUsed = now;
  }
}
