package io.gatehouse.signing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * The canonical request of SigV4: a text for the MAC only, built from the bytes as sent. The
 * request itself is never altered, and its path is never normalised: dot segments and doubled
 * slashes stand in the text as they stand in the request.
 */
public final class SigV4Canonical {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private SigV4Canonical() {}

  /**
   * How the path stands in the text. A verifier accepts exactly one spelling: where {@code /a%2541}
   * of one signer was the {@code /a%41} of another, a signature would count for two addresses.
   */
  public enum PathSpelling {
    /** As in the request line: curl, and the SDKs' signer for S3. */
    AS_SENT,
    /** Percent-encoded once more: the SDKs' signer for every other service. */
    ENCODED_AGAIN
  }

  /** How the query stands in the text. */
  public enum QuerySpelling {
    /** As in the request line: curl before 8. */
    AS_SENT,
    /** Sorted by name, then by value, with {@code =} behind every name: the specification. */
    SORTED
  }

  /** Both choices. */
  public record Spelling(PathSpelling path, QuerySpelling query) {}

  /**
   * @param payload the hash in hexadecimal, or the word that stands for one
   */
  public static String of(
      SignableRequest request, List<String> signedHeaders, String payload, Spelling spelling) {
    var out = new StringBuilder(512).append(request.method()).append('\n');
    var target = request.target();
    int mark = target.indexOf('?');
    out.append(path(mark < 0 ? target : target.substring(0, mark), spelling.path())).append('\n');
    out.append(query(mark < 0 ? "" : target.substring(mark + 1), spelling.query())).append('\n');
    for (var name : signedHeaders) {
      var lines = request.field(name).stream().map(SigV4Canonical::collapsed).toList();
      out.append(name).append(':').append(String.join(",", lines)).append('\n');
    }
    out.append('\n').append(String.join(";", signedHeaders)).append('\n').append(payload);
    return out.toString();
  }

  private static String path(String raw, PathSpelling spelling) {
    var out = new StringBuilder(raw.length());
    for (byte b : raw.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c == '/' || isUnreserved(c) || (isTargetText(c) && spelling == PathSpelling.AS_SENT)) {
        out.append(c);
      } else {
        out.append('%').append(HEX.toHexDigits(b));
      }
    }
    return out.toString();
  }

  // What cannot stand in a request line was encoded on the way there, so it is encoded here.
  private static boolean isTargetText(char c) {
    return c > 0x20 && c < 0x7f;
  }

  private static boolean isUnreserved(char c) {
    return Syntax.isAlpha(c) || Syntax.isDigit(c) || "-._~".indexOf(c) >= 0;
  }

  private static String query(String raw, QuerySpelling spelling) {
    var encoded = path(raw, PathSpelling.AS_SENT);
    if (encoded.isEmpty() || spelling == QuerySpelling.AS_SENT) {
      return encoded;
    }
    var pairs = Arrays.stream(encoded.split("&", -1)).map(SigV4Canonical::withEquals).toList();
    return String.join("&", pairs.stream().sorted(byNameThenValue()).toList());
  }

  private static String withEquals(String pair) {
    return pair.indexOf('=') < 0 ? pair + "=" : pair;
  }

  private static Comparator<String> byNameThenValue() {
    return Comparator.comparing(SigV4Canonical::name).thenComparing(Comparator.naturalOrder());
  }

  private static String name(String pair) {
    return pair.substring(0, pair.indexOf('='));
  }

  /**
   * Whether the sorted query can mean nothing but the query as sent: values of one name keep their
   * order only if it is the sorted one, and a question mark before nothing disappears.
   */
  public static boolean sortingKeepsMeaning(SignableRequest request) {
    int mark = request.target().indexOf('?');
    if (mark < 0) {
      return true;
    }
    var raw = request.target().substring(mark + 1);
    var pairs = Arrays.stream(raw.split("&", -1)).map(SigV4Canonical::withEquals).toList();
    var stable = pairs.stream().sorted(Comparator.comparing(SigV4Canonical::name)).toList();
    return !raw.isEmpty() && stable.equals(pairs.stream().sorted(byNameThenValue()).toList());
  }

  private static String collapsed(String value) {
    var trimmed = Syntax.trimmed(value);
    return trimmed.contains("  ") ? trimmed.replaceAll(" {2,}", " ") : trimmed;
  }
}
