package io.gatehouse.signing.verifying;

import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.CredentialRecord;
import io.gatehouse.identity.CredentialRecords;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import java.util.Optional;

/** Looks up keys of one kind; the id is an opaque text and nothing else is made of it. */
record KeyRecords(CredentialRecords records, CredentialKind kind) {
  /** Longer ids than any that was ever issued are not worth a look-up. */
  private static final int LONGEST_ID = 128;

  Step<Optional<CredentialRecord>> find(String id, Waiting waiting) {
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      return new Step.Next<>(Optional.empty());
    }
    return switch (records.find(kind, id, waiting)) {
      case CredentialRecords.Lookup.Found(var found) -> new Step.Next<>(Optional.of(found));
      case CredentialRecords.Lookup.Unknown() -> new Step.Next<>(Optional.empty());
      case CredentialRecords.Lookup.NotLoaded() -> notLoaded(waiting);
    };
  }

  private static Step<Optional<CredentialRecord>> notLoaded(Waiting waiting) {
    return switch (waiting) {
      case NEVER -> Step.park(WaitFor.STORE);
      case ALLOWED ->
          throw new DependencyUnavailable(Dependency.STORE, "a key record could not be loaded");
    };
  }
}
