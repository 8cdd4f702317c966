package io.gatehouse.sts.authorize;

import io.gatehouse.sts.oauth.Fingerprint;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps authorization requests while their person signs in, under the fingerprint of the handle.
 * Nothing of the request travels through the browser. May block.
 */
public interface TransactionStore {
  /** More than these never wait at once: the oldest is forgotten. */
  int MOST = 20_000;

  void add(Fingerprint handle, Transaction transaction);

  Optional<Transaction> find(Fingerprint handle);

  /** Notes that the person signed in for this request; the session is named. */
  void signedIn(Fingerprint handle, String sessionId);

  /** Notes that this session's person allowed the request. */
  void consented(Fingerprint handle, String sessionId);

  /** True for exactly one caller: the one who may answer the request. */
  boolean remove(Fingerprint handle);

  /** Forgets what ended before {@code now}. */
  void purge(Instant now);

  /**
   * @param browser fingerprint of the browser's cookie: another browser cannot go on with it
   * @param query the request as it came, to be judged again with the registration of then
   * @param signedInAs the session that was made for this request
   * @param consentedAs the session whose person allowed this request
   */
  record Transaction(
      Fingerprint browser,
      String query,
      Optional<String> signedInAs,
      Optional<String> consentedAs,
      Instant ends) {}
}
