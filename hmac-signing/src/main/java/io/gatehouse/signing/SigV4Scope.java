package io.gatehouse.signing;

/**
 * What a SigV4 key is good for.
 *
 * @param date day as {@code yyyyMMdd}, UTC
 */
public record SigV4Scope(String date, String region, String service) {
  private static final String TERMINATOR = "aws4_request";

  /** Derives the key of this scope; whoever holds it cannot sign for another day or service. */
  public SigV4Key keyFrom(byte[] secretAccessKey) {
    var prefix = SigV4Key.utf8("AWS4");
    var root = new byte[prefix.length + secretAccessKey.length];
    System.arraycopy(prefix, 0, root, 0, prefix.length);
    System.arraycopy(secretAccessKey, 0, root, prefix.length, secretAccessKey.length);
    var key = root;
    for (var step : new String[] {date, region, service, TERMINATOR}) {
      key = HmacKey.of(step, key).mac(SigV4Key.utf8(step));
    }
    return new SigV4Key(this, key);
  }

  /** As it stands in the string to sign. */
  @Override
  public String toString() {
    return date + "/" + region + "/" + service + "/" + TERMINATOR;
  }
}
