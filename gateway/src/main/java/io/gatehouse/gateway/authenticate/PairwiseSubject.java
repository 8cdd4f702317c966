package io.gatehouse.gateway.authenticate;

import io.gatehouse.tokens.jwt.Base64Url;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The subject of a foreign issuer's user: base64url SHA-256 of issuer and subject. */
public final class PairwiseSubject {
  private PairwiseSubject() {}

  /** The issuer's length goes first, so that no two pairs give the same bytes. */
  public static String of(String issuer, String subject) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var iss = issuer.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(iss.length).array());
      digest.update(iss);
      return Base64Url.encode(digest.digest(subject.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
