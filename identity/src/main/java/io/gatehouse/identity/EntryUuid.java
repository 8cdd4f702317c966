package io.gatehouse.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The directory's immutable name of an entry (RFC 4530), lower case. Names, DNs and e-mail
 * addresses change or are recycled; this never is, so it keys everything that stands on a person.
 */
public record EntryUuid(String value) {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  public EntryUuid {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not an entryUUID in lower case");
    }
  }

  /** Reads any letter case; empty when the text is not a UUID. */
  public static Optional<EntryUuid> parse(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    return FORM.matcher(lower).matches() ? Optional.of(new EntryUuid(lower)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
