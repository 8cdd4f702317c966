package io.gatehouse.ldap.embedded;

import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFReader;
import com.unboundid.util.StaticUtils;
import io.gatehouse.ldap.embedded.LdifDocument.Block;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The entries in memory, with the attributes that the directory keeps itself. */
final class EntryStore {
  private final InMemoryRequestHandler handler;
  private final DN top;
  private final InstantSource clock;

  EntryStore(DN top, InstantSource clock) throws LDAPException {
    var config = new InMemoryDirectoryServerConfig(top);
    // Without a schema people may keep what attributes they like, and the start is quick.
    config.setSchema(null);
    config.setGenerateOperationalAttributes(true);
    config.setReferentialIntegrityAttributes("member", "uniqueMember");
    config.setMaxChangeLogEntries(0);
    this.handler = new InMemoryRequestHandler(config);
    this.top = top;
    this.clock = clock;
  }

  InMemoryRequestHandler handler() {
    return handler;
  }

  DN top() {
    return top;
  }

  List<ReadOnlyEntry> all() throws LDAPException {
    return handler.search(
        top.toString(), SearchScope.SUB, Filter.createPresenceFilter("objectClass"));
  }

  /** Puts these in the place of all entries, at once; what did not change keeps its times. */
  void replaceAll(List<Block> blocks) throws LDAPException {
    var before = new HashMap<String, Entry>();
    if (handler.countEntries(false) > 0) {
      all().forEach(entry -> before.put(id(entry), entry));
    }
    var memberships = Memberships.of(blocks.stream().map(Block::entry).toList());
    var text = new StringBuilder();
    blocks.stream()
        .map(Block::entry)
        .sorted(Comparator.comparingInt(EntryStore::depth))
        .map(entry -> complete(entry, Optional.ofNullable(before.get(id(entry))), memberships))
        .forEach(entry -> text.append(entry.toLDIFString()).append('\n'));
    var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    try (var reader = new LDIFReader(new ByteArrayInputStream(bytes))) {
      handler.importFromLDIF(true, reader);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private Entry complete(Entry entry, Optional<Entry> before, Memberships memberships) {
    var whole = entry.duplicate();
    whole.setAttribute(Attributes.MODIFIED, now());
    before.ifPresent(old -> keepTimes(old, entry, whole));
    var groups = memberships.of(entry);
    if (groups.length > 0) {
      whole.setAttribute(Attributes.MEMBER_OF, groups);
    }
    return whole;
  }

  private void keepTimes(Entry old, Entry entry, Entry whole) {
    var modified = old.getAttributeValue(Attributes.MODIFIED);
    if (modified != null && text(Attributes.lasting(old)).equals(text(entry))) {
      whole.setAttribute(Attributes.MODIFIED, modified);
    }
    var passwordChanged = old.getAttributeValue(Attributes.PASSWORD_CHANGED);
    if (!Objects.equals(
        old.getAttribute(Attributes.PASSWORD), entry.getAttribute(Attributes.PASSWORD))) {
      whole.setAttribute(Attributes.PASSWORD_CHANGED, now());
    } else if (passwordChanged != null) {
      whole.setAttribute(Attributes.PASSWORD_CHANGED, passwordChanged);
    }
  }

  /** Brings {@code memberOf} up to date after groups or names changed. */
  void refreshMemberships() throws LDAPException {
    var entries = all();
    var memberships = Memberships.of(entries);
    for (var entry : entries) {
      var now = memberships.of(entry);
      var values = entry.getAttributeValues(Attributes.MEMBER_OF);
      if (!Arrays.equals(now, values == null ? new String[0] : values)) {
        handler.modifyEntry(
            entry.getDN(),
            List.of(new Modification(ModificationType.REPLACE, Attributes.MEMBER_OF, now)));
      }
    }
  }

  String now() {
    return StaticUtils.encodeGeneralizedTime(Date.from(clock.instant()));
  }

  static String text(Entry entry) {
    return entry.toLDIFString();
  }

  static String id(Entry entry) {
    return Objects.requireNonNullElse(entry.getAttributeValue(Attributes.ID), "");
  }

  private static int depth(Entry entry) {
    try {
      return entry.getParsedDN().getRDNs().length;
    } catch (LDAPException e) {
      throw new IllegalStateException("the name was checked when it was read", e);
    }
  }
}
