package io.gatehouse.sts.token.refreshtoken;

import io.gatehouse.identity.Secret;
import io.gatehouse.tokens.jwt.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The text of a refresh token, {@code id.generation.HMAC(family key, generation)}: it can be made
 * again from the family, so a lost answer is answered again and no token is stored.
 */
record RefreshTokenText(String id, long generation, byte[] mac) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_-]{22})\\.([1-9][0-9]{0,17})\\.([A-Za-z0-9_-]{43})");

  static Optional<RefreshTokenText> parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Base64Url.decode(parts.group(3))
        .map(mac -> new RefreshTokenText(parts.group(1), Long.parseLong(parts.group(2)), mac));
  }

  static Secret write(String id, long generation, Secret key) {
    return Secret.ofText(id + "." + generation + "." + Base64Url.encode(mac(id, generation, key)));
  }

  boolean isGenuine(Secret key) {
    return Secret.of(mac(id, generation, key)).sameAs(mac);
  }

  private static byte[] mac(String id, long generation, Secret key) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.expose(), "HmacSHA256"));
      return mac.doFinal((id + "." + generation).getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
