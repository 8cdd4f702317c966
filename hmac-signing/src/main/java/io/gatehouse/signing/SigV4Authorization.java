package io.gatehouse.signing;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The {@code Authorization} field of SigV4, parsed and not yet verified.
 *
 * @param signedHeaders lower-case names in ascending order, each once
 * @param signature 64 lower-case hexadecimal digits
 */
public record SigV4Authorization(
    String accessKeyId, SigV4Scope scope, List<String> signedHeaders, String signature) {
  public static final String SCHEME = "AWS4-HMAC-SHA256";

  private static final int MOST_HEADERS = 64;
  private static final Pattern FORM =
      Pattern.compile(
          SCHEME
              + " Credential=([\\w-]{1,128})/(\\d{8})/([\\w.-]{1,64})/([\\w.-]{1,64})/aws4_request"
              + ", ?SignedHeaders=([^, ]{1,4096})"
              + ", ?Signature=([0-9a-f]{64})");

  public SigV4Authorization {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /** Reads the one form that SDKs and curl write; other spacing or order is malformed. */
  public static Parsed<SigV4Authorization> read(String value) {
    var match = FORM.matcher(value);
    if (!match.matches()) {
      return new Parsed.Malformed<>("the field is not of the form that SigV4 prescribes");
    }
    var headers = List.of(match.group(5).split(";", -1));
    if (!areAscendingNames(headers)) {
      return new Parsed.Malformed<>("the signed headers are not ascending lower-case names");
    }
    var scope = new SigV4Scope(match.group(2), match.group(3), match.group(4));
    return new Parsed.Good<>(
        new SigV4Authorization(match.group(1), scope, headers, match.group(6)));
  }

  private static boolean areAscendingNames(List<String> names) {
    if (names.size() > MOST_HEADERS) {
      return false;
    }
    var previous = "";
    for (var name : names) {
      if (!Syntax.isLowerFieldName(name) || previous.compareTo(name) >= 0) {
        return false;
      }
      previous = name;
    }
    return true;
  }

  /** The field's value. */
  public String write() {
    return "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
        .formatted(SCHEME, accessKeyId, scope, String.join(";", signedHeaders), signature);
  }
}
