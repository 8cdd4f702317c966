package io.gatehouse.ldap.embedded;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import io.gatehouse.identity.EntryUuid;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The verbs that an operator has for people of the embedded directory. */
public final class EmbeddedPeople {
  /** draft-behera-ldap-password-policy-10 §5.3.3: locked until an administrator unlocks. */
  static final String DISABLED = "000001010000Z";

  private final SavedEntries saved;

  EmbeddedPeople(SavedEntries saved) {
    this.saved = saved;
  }

  /** A person as listed. */
  public record Listed(EntryUuid id, String username, boolean disabled) {}

  /** What became of a change. */
  public sealed interface Outcome {
    record Done(EntryUuid id) implements Outcome {}

    /** Nobody, or more than one, has this name. */
    record Unknown() implements Outcome {}

    /**
     * The file on disk is not the one that is served.
     *
     * @param reason a sentence for the operator
     */
    record NotSaved(String reason) implements Outcome {}
  }

  public List<Listed> list() {
    return named(Filter.createPresenceFilter("uid")).stream().flatMap(this::listed).toList();
  }

  public Outcome disable(String username) {
    return change(
        username, entry -> new Modification(ModificationType.REPLACE, Attributes.LOCKED, DISABLED));
  }

  public Outcome enable(String username) {
    return change(username, entry -> new Modification(ModificationType.REPLACE, Attributes.LOCKED));
  }

  private Stream<Listed> listed(ReadOnlyEntry entry) {
    var username = Objects.requireNonNullElse(entry.getAttributeValue("uid"), "");
    var disabled = DISABLED.equals(entry.getAttributeValue(Attributes.LOCKED));
    return id(entry).map(id -> new Listed(id, username, disabled)).stream();
  }

  private static Optional<EntryUuid> id(ReadOnlyEntry entry) {
    return EntryUuid.parse(EntryStore.id(entry));
  }

  private Outcome change(String username, Function<ReadOnlyEntry, Modification> wanted) {
    var found = named(Filter.createEqualityFilter("uid", username));
    var id = found.size() == 1 ? id(found.getFirst()) : Optional.<EntryUuid>empty();
    if (id.isEmpty()) {
      return new Outcome.Unknown();
    }
    var entry = found.getFirst();
    var request = new ModifyRequest(entry.getDN(), wanted.apply(entry));
    var answer = saved.change(() -> saved.store().handler().modify(request));
    return answer.getResultCode().equals(ResultCode.SUCCESS)
        ? new Outcome.Done(id.get())
        : new Outcome.NotSaved(
            Objects.requireNonNullElse(
                answer.getDiagnosticMessage(), answer.getResultCode().getName()));
  }

  private List<ReadOnlyEntry> named(Filter filter) {
    try {
      var store = saved.store();
      return store.handler().search(store.top().toString(), SearchScope.SUB, filter);
    } catch (LDAPException e) {
      throw new IllegalStateException("a search in memory failed", e);
    }
  }
}
