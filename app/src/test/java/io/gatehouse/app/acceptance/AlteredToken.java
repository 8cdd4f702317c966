package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One good token, and what becomes of it in an attacker's hands. */
record AlteredToken(StolenKeys keys, String good) {
  String payload() {
    return new String(Base64.getUrlDecoder().decode(good.split("\\.", -1)[1]), UTF_8);
  }

  /** The claims with this one set to this JSON text. */
  String with(String claim, String json) {
    return lacking(claim).replaceFirst("}$", "") + ",\"" + claim + "\":" + json + "}";
  }

  String lacking(String claim) {
    var value = "(\"[^\"]*\"|\\[[^\\]]*\\]|[0-9]+)";
    return payload()
        .replaceFirst(",\"" + claim + "\":" + value, "")
        .replaceFirst("\\{\"" + claim + "\":" + value + ",", "{");
  }

  String unsigned(String token) {
    return token.substring(0, token.lastIndexOf('.') + 1);
  }

  String signature(byte[] bytes) {
    return unsigned(good) + StolenKeys.encode(bytes);
  }

  byte[] der() throws GeneralSecurityException {
    var engine = Signature.getInstance("SHA256withECDSA");
    engine.initSign(keys.key("ES256").privateKey());
    engine.update(good.substring(0, good.lastIndexOf('.')).getBytes(UTF_8));
    return engine.sign();
  }

  String mac(String kid, byte[] secret) {
    var header = "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}".formatted(kid);
    var content = encode(header) + "." + encode(payload());
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return content + "." + StolenKeys.encode(mac.doFinal(content.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String encode(String text) {
    return StolenKeys.encode(text.getBytes(UTF_8));
  }

  long now() {
    return Instant.now().getEpochSecond();
  }
}
