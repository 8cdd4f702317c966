package io.gatehouse.signing.replay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A fingerprint of something claimed: 128 bits of SHA-256, so that marks have one small size and
 * nobody can choose ids that fall on another's.
 */
record Mark(long high, long low) {
  /** Of a namespace and an id; a length between them keeps "a" + "bc" apart from "ab" + "c". */
  static Mark of(String namespace, String id) {
    var sha256 = sha256();
    var prefix = namespace.getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, prefix.length));
    sha256.update(prefix);
    var digest = ByteBuffer.wrap(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
    return new Mark(digest.getLong(), digest.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK lacks SHA-256", e);
    }
  }
}
