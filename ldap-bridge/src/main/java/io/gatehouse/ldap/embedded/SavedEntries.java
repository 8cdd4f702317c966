package io.gatehouse.ldap.embedded;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import io.gatehouse.ldap.embedded.LdifDocument.Block;
import io.gatehouse.ldap.embedded.LdifFile.Content;
import io.gatehouse.ldap.embedded.LdifFile.Stamp;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps memory and file the same. A change is made in memory, saved, and only then acknowledged; a
 * file that someone else changed is read before anything is written.
 */
final class SavedEntries {
  private static final Logger LOG = LoggerFactory.getLogger(SavedEntries.class);
  // Two edits within the resolution of a file's time look like one: such a file is read to be sure.
  private static final Duration RECENT = Duration.ofSeconds(3);

  private final LdifFile file;
  private final Preparation preparation;
  private final EntryStore store;
  private final InstantSource clock;
  private LdifDocument document;
  private Content content;
  private Optional<Stamp> unsettled = Optional.empty();
  private Optional<Stamp> rejected = Optional.empty();
  private Optional<String> problem = Optional.empty();

  private SavedEntries(LdifFile file, Preparation preparation, InstantSource clock, Content content)
      throws LDAPException {
    this.file = file;
    this.preparation = preparation;
    this.clock = clock;
    this.content = content;
    this.document = LdifDocument.parse(file.name(), content.bytes());
    var first = preparation.of(document).getFirst().entry();
    this.store = new EntryStore(first.getParsedDN(), clock);
  }

  /**
   * @throws BrokenLdif when the file cannot be used
   */
  static SavedEntries open(LdifFile file, Preparation preparation, InstantSource clock)
      throws IOException, LDAPException {
    var saved = new SavedEntries(file, preparation, clock, file.read());
    saved.adopt(saved.content);
    return saved;
  }

  EntryStore store() {
    return store;
  }

  /** Why the file on disk is not the one that is served, if so. */
  synchronized Optional<String> problem() {
    return problem;
  }

  /** Something done to the entries in memory. */
  @FunctionalInterface
  interface Operation {
    LDAPResult run() throws LDAPException;
  }

  /** The operation's own answer, or {@code busy} when the file was not the one known here. */
  synchronized LDAPResult change(Operation operation) {
    try {
      return file.read().sameBytes(content) ? saved(operation) : busy();
    } catch (IOException e) {
      LOG.error("the people file {} cannot be read: {}", file.name(), e.toString());
      return answer(ResultCode.UNAVAILABLE, "the people file cannot be read");
    }
  }

  private LDAPResult saved(Operation operation) {
    var snapshot = store.handler().createSnapshot();
    var kept = false;
    try {
      var result = operation.run();
      if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
        return result;
      }
      store.refreshMemberships();
      kept = save();
      return kept ? result : busy();
    } catch (LDAPException e) {
      return e.toLDAPResult();
    } catch (IOException e) {
      LOG.error("the people file {} cannot be written: {}", file.name(), e.toString());
      return answer(ResultCode.UNAVAILABLE, "the people file cannot be written");
    } finally {
      if (!kept) {
        store.handler().restoreSnapshot(snapshot);
      }
    }
  }

  private LDAPResult busy() {
    check();
    return answer(ResultCode.BUSY, problem.orElse("the people file has just changed; try again"));
  }

  private boolean save() throws IOException, LDAPException {
    var next = document.holding(store.all());
    var replaced = file.replace(content, next.bytes());
    replaced.ifPresent(written -> {
      content = written;
      document = next;
    });
    return replaced.isPresent();
  }

  /** Reads the file again when it changed and has come to rest; to be called every second. */
  synchronized void check() {
    try {
      var stamp = file.stamp();
      if (rejected.equals(Optional.of(stamp)) || !changed(stamp)) {
        return;
      }
      if (!unsettled.equals(Optional.of(stamp))) {
        // Perhaps half-written: half a file must not look like half the people.
        unsettled = Optional.of(stamp);
        return;
      }
      reload(stamp);
    } catch (IOException e) {
      report(file.name() + " cannot be read; going on with what was read before");
    }
  }

  private boolean changed(Stamp stamp) throws IOException {
    if (!stamp.equals(content.stamp())) {
      return true;
    }
    var recent = clock.instant().minus(RECENT).isBefore(stamp.modified().toInstant());
    return recent && !file.read().sameBytes(content);
  }

  private void reload(Stamp stamp) throws IOException {
    try {
      adopt(file.read());
      problem = Optional.empty();
      rejected = Optional.empty();
      LOG.info("{} was read again: {} entries", file.name(), document.blocks().size());
    } catch (BrokenLdif e) {
      rejected = Optional.of(stamp);
      report(e.sentence());
    } catch (LDAPException e) {
      rejected = Optional.of(stamp);
      report(file.name() + ": an entry was refused: " + e.getResultCode());
    } finally {
      unsettled = Optional.empty();
    }
  }

  private void report(String sentence) {
    if (!problem.equals(Optional.of(sentence))) {
      LOG.error("nothing was changed: {}", sentence);
    }
    problem = Optional.of(sentence);
  }

  /** Ids and hashes are written back before anyone can meet them. */
  private void adopt(Content read) throws IOException, LDAPException {
    var parsed = LdifDocument.parse(file.name(), read.bytes());
    var complete = parsed.completed(preparation.of(parsed));
    requireSameTop(complete.blocks());
    var now = read;
    if (!complete.sameText(parsed)) {
      var written = file.replace(read, complete.bytes());
      if (written.isEmpty()) {
        return;
      }
      now = written.get();
    }
    store.replaceAll(complete.blocks());
    document = complete;
    content = now;
  }

  private void requireSameTop(List<Block> blocks) throws LDAPException {
    if (!blocks.getFirst().entry().getParsedDN().equals(store.top())) {
      throw new BrokenLdif(
          file.name(), blocks.getFirst().line(), "the first entry must stay " + store.top());
    }
  }

  private static LDAPResult answer(ResultCode code, String text) {
    return new LDAPResult(-1, code, text, null, new String[0], null);
  }
}
