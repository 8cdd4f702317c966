package io.gatehouse.sts.consent;

import io.gatehouse.identity.EntryUuid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps what people allowed. May block. */
public interface ConsentStore {
  /** Adds to what the person allowed this client for this resource before. */
  void give(Consent consent);

  Optional<Consent> find(EntryUuid owner, String clientId, Optional<String> resource);

  /** In the order of ids. */
  List<Consent> list(Listing listing);

  /**
   * Takes a consent back; the refresh families that the client has of this person end in the same
   * transaction. Empty when there is no such consent.
   */
  Optional<Consent> takeBack(String id, Instant at);

  /**
   * What to list.
   *
   * @param owner only this person's
   * @param client only this client's
   * @param afterId exclusive; empty text for the first page
   */
  record Listing(Optional<EntryUuid> owner, Optional<String> client, String afterId, int most) {}
}
