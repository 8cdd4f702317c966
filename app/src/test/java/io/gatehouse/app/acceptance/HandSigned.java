package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/** RFC 9421 signatures written out by hand, so that each part can be wrong alone. */
record HandSigned(String authority, String keyid, byte[] root) {
  static final String LINE = "\"@method\" \"@target-uri\"";
  private static final AtomicInteger NONCES = new AtomicInteger();
  private static final Pattern COMPONENT = Pattern.compile("\"([^\"]*)\"(;[^ ]*)?");

  static HandSigned by(JsonNode demo, String authority) {
    var keys = demo.get("hmac");
    return new HandSigned(
        authority,
        keys.get("keyid").stringValue(),
        Base64.getDecoder().decode(keys.get("secretBase64").stringValue()));
  }

  HandSigned named(String other) {
    return new HandSigned(authority, other, root);
  }

  HandSigned with(byte[] otherRoot) {
    return new HandSigned(authority, keyid, otherRoot);
  }

  HandSigned addressedTo(String other) {
    return new HandSigned(other, keyid, root);
  }

  /** A good one: what has to be covered is, and the body's digest stands beside it. */
  Ask sign(Ask ask) {
    if (ask.body().isEmpty()) {
      return sign(ask, LINE);
    }
    return sign(ask.with("Content-Digest: " + digest(ask.body())), LINE + " \"content-digest\"");
  }

  Ask sign(Ask ask, String components) {
    return sign(ask, components, parameters());
  }

  Ask sign(Ask ask, String components, String parameters) {
    return signAs(ask, "sig1", "(" + components + ")" + parameters);
  }

  /** The member of {@code Signature-Input} exactly as it is given here. */
  Ask signAs(Ask ask, String label, String input) {
    var components = input.substring(1, Math.max(1, input.lastIndexOf(')')));
    var value = mac(base(ask, components) + "\"@signature-params\": " + input);
    return ask.with("Signature-Input: " + label + "=" + input, "Signature: " + label + "=" + value);
  }

  /** {@code created}, {@code keyid} and a nonce that was never used. */
  String parameters() {
    return ";created=%d;keyid=\"%s\";nonce=\"n%d\""
        .formatted(Instant.now().getEpochSecond(), keyid, NONCES.incrementAndGet());
  }

  private String base(Ask ask, String components) {
    var base = new StringBuilder();
    COMPONENT
        .matcher(components)
        .results()
        .forEach(found ->
            base.append(found.group())
                .append(": ")
                .append(value(ask, found.group(1)))
                .append('\n'));
    return base.toString();
  }

  private String value(Ask ask, String name) {
    var mark = ask.target().indexOf('?');
    return switch (name) {
      case "@method" -> ask.method();
      case "@authority" -> authority;
      case "@target-uri" -> "https://" + authority + ask.target();
      case "@request-target" -> ask.target();
      case "@path" -> mark < 0 ? ask.target() : ask.target().substring(0, mark);
      case "@query" -> mark < 0 ? "?" : ask.target().substring(mark);
      case "host" -> authority;
      default -> ask.value(name);
    };
  }

  private String mac(String base) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(root, "HmacSHA256"));
      return ":" + Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(ISO_8859_1))) + ":";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String digest(String body) {
    return "sha-256=:" + hash("SHA-256", body) + ":";
  }

  static String digest512(String body) {
    return "sha-512=:" + hash("SHA-512", body) + ":";
  }

  private static String hash(String algorithm, String body) {
    try {
      var hash = MessageDigest.getInstance(algorithm).digest(body.getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same bytes for a decoder that ignores the last bits. */
  static String otherSpareBits(String value) {
    var at = value.length() - 3;
    var digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    var other = digits.charAt(digits.indexOf(value.charAt(at)) | 1);
    return value.substring(0, at) + other + value.substring(at + 1);
  }
}
