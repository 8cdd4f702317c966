package io.gatehouse.signing;

import java.util.List;
import java.util.Set;

/**
 * Which fields may come in several lines. RFC 9421 §7.5.6: two lines and one line with a comma give
 * the same signature text, but a reader that takes the first line sees something else. Only fields
 * that are defined as lists mean the same either way; of every other a second line is refused.
 */
public final class Repetition {
  private static final Set<String> LISTS =
      Set.of(
          "accept",
          "accept-charset",
          "accept-encoding",
          "accept-language",
          "accept-signature",
          "cache-control",
          "content-digest",
          "content-encoding",
          "content-language",
          "cookie",
          "forwarded",
          "if-match",
          "if-none-match",
          "link",
          "pragma",
          "prefer",
          "priority",
          "repr-digest",
          "tracestate",
          "want-content-digest",
          "want-repr-digest",
          "via",
          "x-forwarded-for");

  private Repetition() {}

  /** True when a field that has one value was sent in more than one line. */
  public static boolean isAmbiguous(SignableRequest request, List<String> coveredFields) {
    return coveredFields.stream()
        .anyMatch(name -> !LISTS.contains(name) && request.field(name).size() > 1);
  }
}
