package io.gatehouse.signing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The key of one day, region and service. */
public final class SigV4Key {
  private final SigV4Scope scope;
  private final HmacKey key;

  SigV4Key(SigV4Scope scope, byte[] key) {
    this.scope = scope;
    this.key = HmacKey.of(scope.toString(), key);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String stringToSign(SigV4Scope scope, String timestamp, String canonicalRequest) {
    return "AWS4-HMAC-SHA256\n%s\n%s\n%s"
        .formatted(timestamp, scope, Hashes.sha256Hex(utf8(canonicalRequest)));
  }

  /** The signature in lower-case hexadecimal. */
  public String sign(String timestamp, String canonicalRequest) {
    return HexFormat.of()
        .formatHex(key.mac(utf8(stringToSign(scope, timestamp, canonicalRequest))));
  }

  /** Takes the same time whatever differs. */
  public boolean isSignature(String presented, String timestamp, String canonicalRequest) {
    return MessageDigest.isEqual(utf8(sign(timestamp, canonicalRequest)), utf8(presented));
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "SigV4Key[" + scope + "]";
  }
}
