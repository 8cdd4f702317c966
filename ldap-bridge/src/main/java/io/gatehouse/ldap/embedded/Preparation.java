package io.gatehouse.ldap.embedded;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.ldap.embedded.LdifDocument.Block;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Makes what a person wrote fit to be served: ids for entries that have none, hashes for passwords
 * in clear, every entry below the first one.
 */
final class Preparation {
  private final String file;
  private final StoredPassword passwords;
  private final SecureRandom random;

  Preparation(String file, StoredPassword passwords, SecureRandom random) {
    this.file = file;
    this.passwords = passwords;
    this.random = random;
  }

  /** Blocks whose entries are complete; their text may be behind. */
  List<Block> of(LdifDocument document) {
    var names = new HashSet<String>();
    var ids = new HashSet<String>();
    var prepared = new ArrayList<Block>();
    for (var block : document.blocks()) {
      requireNew(names, name(block).toNormalizedString(), block, "this entry stands here twice");
      var entry = Attributes.lasting(block.entry());
      identify(entry, block);
      hash(entry, block);
      requireNew(ids, id(entry, block), block, "another entry has this entryUUID");
      prepared.add(new Block(block.comments(), block.text(), block.line(), entry));
    }
    requireParents(prepared, names);
    return prepared;
  }

  private void requireNew(Set<String> seen, String value, Block block, String problem) {
    if (!seen.add(value)) {
      throw broken(block, problem);
    }
  }

  private void requireParents(List<Block> blocks, Set<String> names) {
    var top = name(blocks.getFirst());
    for (var block : blocks) {
      var name = name(block);
      if (!name.isDescendantOf(top, true)) {
        throw broken(block, "every entry stands below the first one, " + top);
      }
      var parent = Optional.ofNullable(name.getParent());
      if (!name.equals(top)
          && parent.map(DN::toNormalizedString).filter(names::contains).isEmpty()) {
        throw broken(block, "the entry above this one is missing");
      }
    }
  }

  private DN name(Block block) {
    try {
      var name = block.entry().getParsedDN();
      if (name.isNullDN()) {
        throw broken(block, "an entry needs a name");
      }
      return name;
    } catch (LDAPException e) {
      throw broken(block, "\"dn:\" is not a distinguished name");
    }
  }

  private void identify(Entry entry, Block block) {
    var attribute = entry.getAttribute(Attributes.ID);
    if (attribute == null) {
      entry.setAttribute(Attributes.ID, newId());
      return;
    }
    var id = Optional.ofNullable(attribute.getValue()).flatMap(EntryUuid::parse);
    if (attribute.size() != 1 || id.isEmpty()) {
      throw broken(block, "entryUUID is not a UUID; delete the line to be given one");
    }
    entry.setAttribute(Attributes.ID, id.get().value());
  }

  private static String id(Entry entry, Block block) {
    var id = entry.getAttributeValue(Attributes.ID);
    return id == null ? "line " + block.line() : id;
  }

  /** RFC 9562 §5.4: a random UUID. */
  private String newId() {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    var halves = ByteBuffer.wrap(bytes);
    return new UUID(halves.getLong(), halves.getLong()).toString();
  }

  private void hash(Entry entry, Block block) {
    var attribute = entry.getAttribute(Attributes.PASSWORD);
    if (attribute == null) {
      return;
    }
    if (Arrays.stream(attribute.getValues()).anyMatch(StoredPassword::foreign)) {
      throw broken(block, "userPassword is hashed in a way that is not known here");
    }
    entry.setAttribute(hashed(attribute));
  }

  Attribute hashed(Attribute attribute) {
    var values =
        Arrays.stream(attribute.getValueByteArrays())
            .map(value ->
                StoredPassword.hashed(new Attribute("v", value).getValue())
                    ? new Attribute("v", value).getValue()
                    : passwords.hash(value))
            .toList();
    return new Attribute(attribute.getName(), values);
  }

  private BrokenLdif broken(Block block, String problem) {
    return new BrokenLdif(file, block.line(), problem);
  }
}
