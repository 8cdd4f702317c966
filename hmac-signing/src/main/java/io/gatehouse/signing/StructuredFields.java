package io.gatehouse.signing;

import java.util.List;

/**
 * Structured field values (RFC 9651), parsed strictly and written canonically.
 *
 * <p>Stricter than the RFC demands in one place that it leaves open: a byte sequence has to be
 * padded, canonical base64 (§4.2.7 lets a parser fail otherwise).
 */
public final class StructuredFields {
  private StructuredFields() {}

  /** Whether a key may come twice in a dictionary or in parameters. */
  public enum Duplicates {
    /** RFC 9651 §4.2.2: the last one counts. */
    LAST_COUNTS,
    /** For security decisions: two readers that pick differently are an attack. */
    REFUSED
  }

  public static Parsed<Dictionary> dictionary(List<String> lines, Duplicates duplicates) {
    return parse(() -> new FieldParser(joined(lines), duplicates).dictionary());
  }

  public static Parsed<List<Member>> list(List<String> lines, Duplicates duplicates) {
    return parse(() -> new FieldParser(joined(lines), duplicates).list());
  }

  public static Parsed<Member.Item> item(List<String> lines, Duplicates duplicates) {
    return parse(() -> new FieldParser(joined(lines), duplicates).onlyItem());
  }

  /** Empty for an empty dictionary, whose field is not sent at all (§4.1). */
  public static String write(Dictionary dictionary) {
    return new FieldWriter().dictionary(dictionary).toString();
  }

  /** Empty for an empty list, whose field is not sent at all (§4.1). */
  public static String write(List<? extends Member> members) {
    return new FieldWriter().list(members).toString();
  }

  public static String write(Member member) {
    return new FieldWriter().member(member).toString();
  }

  // §4.2: all lines of a field are one value.
  private static String joined(List<String> lines) {
    return lines.size() == 1 ? lines.getFirst() : String.join(", ", lines);
  }

  private interface Descent<T> {
    T run() throws MalformedField;
  }

  private static <T> Parsed<T> parse(Descent<T> descent) {
    try {
      return new Parsed.Good<>(descent.run());
    } catch (MalformedField e) {
      return new Parsed.Malformed<>(e.reason());
    }
  }
}
