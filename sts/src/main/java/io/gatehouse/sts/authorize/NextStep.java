package io.gatehouse.sts.authorize;

import io.gatehouse.sts.authorize.TransactionStore.Transaction;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Prompt;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.session.BrowserSession;
import java.time.Instant;
import java.util.Optional;

/** What has to happen next before a request can be answered. Pure: no store, no clock. */
sealed interface NextStep {
  record SignIn() implements NextStep {}

  record Consent(BrowserSession session) implements NextStep {}

  record Answer(BrowserSession session) implements NextStep {}

  record Refuse(Refusal refusal) implements NextStep {}

  /**
   * What there is beside the request.
   *
   * @param session the browser's live session
   * @param allowed whether its person allowed all of this before
   * @param waiting the transaction, once there is one
   */
  record Situation(
      Optional<BrowserSession> session,
      boolean allowed,
      Optional<Transaction> waiting,
      Instant now) {}

  static NextStep of(AuthorizationRequest request, Situation situation) {
    var session = situation.session();
    var waiting = situation.waiting();
    boolean silent = request.asks(Prompt.NONE);
    if (session.isPresent() && isAnother(request, session.get(), waiting)) {
      return refuse(OAuthError.LOGIN_REQUIRED, "Another person signed in.");
    }
    if (session.isEmpty() || mustSignIn(request, session.get(), waiting, situation.now())) {
      return silent ? refuse(OAuthError.LOGIN_REQUIRED, "A person must sign in.") : new SignIn();
    }
    if (mustConsent(request, situation)
        && !is(session.get(), waiting.flatMap(Transaction::consentedAs))) {
      return silent
          ? refuse(OAuthError.CONSENT_REQUIRED, "A person must allow this.")
          : new Consent(session.get());
    }
    return new Answer(session.get());
  }

  /** The application named a person, and somebody else signed in for this very request. */
  private static boolean isAnother(
      AuthorizationRequest request, BrowserSession session, Optional<Transaction> waiting) {
    return isNotHinted(request, session) && is(session, waiting.flatMap(Transaction::signedInAs));
  }

  private static boolean isNotHinted(AuthorizationRequest request, BrowserSession session) {
    return request.subject().stream()
        .anyMatch(hinted -> !hinted.equals(session.signIn().owner().value()));
  }

  private static boolean mustSignIn(
      AuthorizationRequest request,
      BrowserSession session,
      Optional<Transaction> waiting,
      Instant now) {
    if (is(session, waiting.flatMap(Transaction::signedInAs))) {
      return false;
    }
    // OpenID Connect Core §3.1.2.1: older than max_age is as good as not signed in; 0 is login.
    return isNotHinted(request, session)
        || request.asks(Prompt.LOGIN)
        // The form is where a person says who they are.
        || request.asks(Prompt.SELECT_ACCOUNT)
        || request.maxAge().stream()
            .anyMatch(age -> !now.isBefore(session.signIn().time().plus(age)));
  }

  private static boolean mustConsent(AuthorizationRequest request, Situation situation) {
    boolean settled = request.client().metadata().firstParty() || situation.allowed();
    return !settled || request.asks(Prompt.CONSENT);
  }

  private static boolean is(BrowserSession session, Optional<String> id) {
    return id.equals(Optional.of(session.id()));
  }

  private static NextStep refuse(OAuthError error, String description) {
    return new Refuse(Refusal.of(error, description));
  }
}
