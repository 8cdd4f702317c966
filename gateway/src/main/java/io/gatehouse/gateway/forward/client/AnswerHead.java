package io.gatehouse.gateway.forward.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The head of an answer as the bytes that came, with marks of where its fields are. It changes when
 * the connection's next answer is read.
 */
public final class AnswerHead {
  private static final int USUAL_BYTES = 512;
  private static final int MARKS = 4;

  byte[] octets = new byte[USUAL_BYTES];
  int size;
  private AnswerName[] names = new AnswerName[16];
  private int[] marks = new int[names.length * MARKS];
  private int fields;
  int status;
  boolean old;

  void clear() {
    size = 0;
    fields = 0;
    status = 0;
    if (octets.length > 8 * USUAL_BYTES) {
      octets = new byte[USUAL_BYTES];
    }
  }

  void reserve(int more) {
    if (octets.length - size < more) {
      octets = Arrays.copyOf(octets, Math.max(2 * octets.length, size + more));
    }
  }

  void add(AnswerName name, int nameStart, int nameEnd) {
    if (fields == names.length) {
      names = Arrays.copyOf(names, 2 * fields);
      marks = Arrays.copyOf(marks, 2 * marks.length);
    }
    names[fields] = name;
    marks[fields * MARKS] = nameStart;
    marks[fields * MARKS + 1] = nameEnd;
    fields++;
  }

  void endValue(int start, int end) {
    int from = start;
    int to = end;
    while (from < to && isBlank(octets[from])) {
      from++;
    }
    while (to > from && isBlank(octets[to - 1])) {
      to--;
    }
    marks[fields * MARKS - 2] = from;
    marks[fields * MARKS - 1] = to;
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  public int status() {
    return status;
  }

  /** How many field lines there are. */
  public int fields() {
    return fields;
  }

  public AnswerName name(int field) {
    return names[field];
  }

  public String nameText(int field) {
    return text(marks[field * MARKS], marks[field * MARKS + 1]);
  }

  public String valueText(int field) {
    return text(marks[field * MARKS + 2], marks[field * MARKS + 3]);
  }

  private String text(int from, int to) {
    return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Whether the name of a field is this one, in any letter case. */
  public boolean isNamed(int field, String name) {
    int from = marks[field * MARKS];
    return marks[field * MARKS + 1] - from == name.length()
        && nameText(field).equalsIgnoreCase(name);
  }

  /** Writes the line of a field as it came. */
  public void write(int field, HeadText into) {
    int from = marks[field * MARKS];
    into.bytes(octets, from, marks[field * MARKS + 3] - from).end();
  }

  /** The field of this name, when there is exactly one; -1 when there is none, -2 for several. */
  int only(AnswerName name) {
    int found = -1;
    for (int i = 0; i < fields; i++) {
      if (names[i] == name) {
        found = found == -1 ? i : -2;
      }
    }
    return found;
  }

  /** What Connection names beside its two usual words, in lower case (RFC 9110 §7.6.1). */
  public Set<String> namedByConnection() {
    var named = new HashSet<String>();
    for (int i = 0; i < fields; i++) {
      if (names[i] == AnswerName.CONNECTION) {
        for (var token : valueText(i).split(",", -1)) {
          named.add(token.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    named.remove("keep-alive");
    return named;
  }
}
