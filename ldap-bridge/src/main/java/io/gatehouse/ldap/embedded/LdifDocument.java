package io.gatehouse.ldap.embedded;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file as its author wrote it: entries in their order, each with its text and the comments
 * before it, so that a save changes only what changed.
 *
 * @param trailer comments after the last entry
 */
record LdifDocument(List<Block> blocks, String trailer) {
  // RFC 2849: attribute description, then ":", "::" or ":<".
  private static final Pattern LINE =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*(;[A-Za-z0-9-]+)*:.*");
  private static final Pattern URL_VALUE = Pattern.compile("[^:]+:<.*");
  private static final Pattern BASE64 = Pattern.compile("[^:]+:: *[A-Za-z0-9+/]*={0,2} *");

  LdifDocument {
    blocks = List.copyOf(blocks);
  }

  /**
   * @param comments lines before the entry, each with its line end
   * @param text the entry's lines as written
   * @param line where the entry begins, from 1
   */
  record Block(String comments, String text, int line, Entry entry) {
    String written() {
      return comments + text + "\n";
    }

    /** The author's own text as long as it says the same. */
    Block with(Entry now) {
      var same = EntryStore.text(now).equals(EntryStore.text(Attributes.lasting(entry)));
      return new Block(comments, same ? text : now.toLDIFString(), line, now);
    }
  }

  byte[] bytes() {
    var text = new StringBuilder();
    blocks.forEach(block -> text.append(block.written()));
    return text.append(trailer).toString().getBytes(StandardCharsets.UTF_8);
  }

  boolean sameText(LdifDocument other) {
    return Arrays.equals(bytes(), other.bytes());
  }

  /** The same file with these entries in the place of its own, one for one. */
  LdifDocument completed(List<Block> entries) {
    var written = new ArrayList<Block>();
    for (var i = 0; i < blocks.size(); i++) {
      written.add(blocks.get(i).with(entries.get(i).entry()));
    }
    return new LdifDocument(written, trailer);
  }

  /** The same file after changes: what is gone is left out, what is new comes last. */
  LdifDocument holding(List<? extends Entry> entries) {
    var byId = new LinkedHashMap<String, Entry>();
    entries.forEach(entry -> byId.put(EntryStore.id(entry), Attributes.lasting(entry)));
    var written = new ArrayList<Block>();
    for (var block : blocks) {
      var entry = Optional.ofNullable(byId.remove(EntryStore.id(block.entry())));
      entry.ifPresent(still -> written.add(block.with(still)));
    }
    byId.values().forEach(fresh -> written.add(new Block("", fresh.toLDIFString(), 0, fresh)));
    return new LdifDocument(written, trailer);
  }

  static LdifDocument parse(String file, byte[] content) {
    var blocks = new ArrayList<Block>();
    var comments = new StringBuilder();
    var lines = text(file, content).split("\r?\n", -1);
    for (var at = 0; at < lines.length; ) {
      if (lines[at].isBlank() || lines[at].startsWith("#") || lines[at].startsWith("version:")) {
        comments.append(lines[at]).append('\n');
        at++;
        continue;
      }
      var end = at;
      while (end < lines.length && !lines[end].isBlank()) {
        end++;
      }
      var entry = entry(file, lines, at, end);
      var text = String.join("\n", List.of(lines).subList(at, end)) + "\n";
      blocks.add(new Block(trimmed(comments), text, at + 1, entry));
      comments.setLength(0);
      at = end;
    }
    if (blocks.isEmpty()) {
      throw new BrokenLdif(file, 1, "there is no entry in this file");
    }
    return new LdifDocument(blocks, trimmed(comments));
  }

  /** Without the blank lines between entries: a save writes one itself. */
  private static String trimmed(CharSequence comments) {
    var text = comments.toString().strip();
    return text.isEmpty() ? "" : text + "\n";
  }

  private static Entry entry(String file, String[] lines, int from, int to) {
    var unfolded = new ArrayList<String>();
    var at = new ArrayList<Integer>();
    for (var i = from; i < to; i++) {
      if (lines[i].startsWith("#")) {
        continue;
      }
      if (lines[i].startsWith(" ") && !unfolded.isEmpty()) {
        unfolded.set(unfolded.size() - 1, unfolded.getLast() + lines[i].substring(1));
      } else {
        unfolded.add(lines[i]);
        at.add(i + 1);
      }
    }
    for (var i = 0; i < unfolded.size(); i++) {
      check(file, at.get(i), unfolded.get(i), i == 0);
    }
    try {
      return LDIFReader.decodeEntry(unfolded.toArray(new String[0]));
    } catch (LDIFException e) {
      // The library's text may quote values, a password among them.
      throw new BrokenLdif(file, from + 1, "this entry cannot be read");
    }
  }

  private static void check(String file, int line, String text, boolean first) {
    if (!LINE.matcher(text).matches()) {
      throw new BrokenLdif(file, line, "write \"attribute: value\"");
    }
    if (first && !text.regionMatches(true, 0, "dn:", 0, 3)) {
      throw new BrokenLdif(file, line, "an entry begins with \"dn:\"");
    }
    if (URL_VALUE.matcher(text).matches()) {
      throw new BrokenLdif(file, line, "values are not read from other files (\":<\")");
    }
    if (text.matches("[^:]+::.*") && !BASE64.matcher(text).matches()) {
      throw new BrokenLdif(file, line, "\"::\" is followed by Base64, \":\" by plain text");
    }
    if (text.regionMatches(true, 0, "changetype:", 0, 11)) {
      throw new BrokenLdif(file, line, "this file holds entries, not changes (\"changetype\")");
    }
  }

  private static String text(String file, byte[] content) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new BrokenLdif(file, badLine(content), "this line is not UTF-8");
    }
  }

  private static int badLine(byte[] content) {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var line = 1;
    var from = 0;
    for (var at = 0; at <= content.length; at++) {
      if (at == content.length || content[at] == '\n') {
        try {
          decoder.decode(ByteBuffer.wrap(content, from, at - from));
        } catch (CharacterCodingException e) {
          return line;
        }
        from = at + 1;
        line++;
      }
    }
    return line;
  }
}
