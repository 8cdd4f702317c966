package io.gatehouse.signing.verifying;

import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.CredentialRecord;
import io.gatehouse.identity.CredentialRecords;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keys that a test issued, in memory. */
final class Issued implements CredentialRecords {
  static final EntryUuid OWNER = new EntryUuid("00000000-0000-4000-8000-000000000001");
  static final Instant EXPIRES = Instant.parse("2027-11-22T00:00:00Z");

  private final Map<String, CredentialRecord> records = new ConcurrentHashMap<>();
  private final List<String> lookups = new ArrayList<>();
  private boolean loaded = true;

  CredentialRecord add(CredentialKind kind, String id, byte[] verifier) {
    var issued =
        new CredentialRecord(
            kind,
            id,
            Optional.of(OWNER),
            Set.of("orders.read"),
            CredentialRecord.Restrictions.NONE,
            Secret.of(verifier),
            1,
            EXPIRES,
            CredentialRecord.State.ACTIVE);
    put(issued);
    return issued;
  }

  void put(CredentialRecord issued) {
    records.put(issued.kind() + issued.id(), issued);
  }

  void unload() {
    loaded = false;
  }

  List<String> lookups() {
    return lookups;
  }

  @Override
  public Lookup find(CredentialKind kind, String id, Waiting waiting) {
    lookups.add(id);
    if (!loaded && waiting == Waiting.NEVER) {
      return new Lookup.NotLoaded();
    }
    var found = Optional.ofNullable(records.get(kind + id));
    return found.<Lookup>map(Lookup.Found::new).orElseGet(Lookup.Unknown::new);
  }
}
