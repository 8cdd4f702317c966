package io.gatehouse.tokens.jwt;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/** Mints tokens of one type with one key; the header is encoded once. Thread-safe. */
public final class JwtSigner {
  private final SigningKey key;
  private final String encodedHeader;

  /**
   * @param type the value of {@code typ}, such as {@code at+jwt}
   */
  public JwtSigner(SigningKey key, String type) {
    this.key = key;
    this.encodedHeader = encode(header(key, type)) + ".";
  }

  public SigningKey key() {
    return key;
  }

  /** The compact form. */
  public String sign(Claims claims) {
    var signed = encodedHeader + encode(claims.members());
    var signature = key.sign(signed.getBytes(StandardCharsets.ISO_8859_1));
    return signed + "." + Base64Url.encode(signature);
  }

  private static Json.Members header(SigningKey key, String type) {
    var members = new LinkedHashMap<String, Json>();
    members.put("alg", new Json.Text(key.algorithm().word()));
    members.put("typ", new Json.Text(type));
    members.put("kid", new Json.Text(key.kid()));
    return new Json.Members(members);
  }

  private static String encode(Json.Members members) {
    return Base64Url.encode(members.write().getBytes(StandardCharsets.UTF_8));
  }
}
