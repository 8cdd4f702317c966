package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/** AWS Signature Version 4 written out by hand, so that each part can be wrong alone. */
record HandSignedAws(
    String authority, String id, String secret, String region, String service, Instant at) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  static final String HEADERS = "host;x-amz-content-sha256;x-amz-date";

  static HandSignedAws by(JsonNode demo, String authority) {
    var keys = demo.get("sigv4");
    return new HandSignedAws(
        authority,
        keys.get("accessKeyId").stringValue(),
        keys.get("secretAccessKey").stringValue(),
        keys.get("region").stringValue(),
        keys.get("service").stringValue(),
        Instant.now());
  }

  HandSignedAws by(String otherId, String otherSecret) {
    return new HandSignedAws(authority, otherId, otherSecret, region, service, at);
  }

  HandSignedAws scoped(String otherRegion, String otherService) {
    return new HandSignedAws(authority, id, secret, otherRegion, otherService, at);
  }

  HandSignedAws addressedTo(String other) {
    return new HandSignedAws(other, id, secret, region, service, at);
  }

  HandSignedAws at(Instant other) {
    return new HandSignedAws(authority, id, secret, region, service, other);
  }

  Ask sign(Ask ask) {
    return sign(ask, sha256(ask.body()), HEADERS);
  }

  Ask sign(Ask ask, String payload, String headers) {
    var dated = ask.with("X-Amz-Date: " + STAMP.format(at), "X-Amz-Content-Sha256: " + payload);
    var date = STAMP.format(at).substring(0, 8);
    var scope = date + "/" + region + "/" + service + "/aws4_request";
    var text =
        "AWS4-HMAC-SHA256\n%s\n%s\n%s"
            .formatted(STAMP.format(at), scope, sha256(canonical(dated, payload, headers)));
    return dated.with(
        "Authorization: AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(id, scope, headers, HexFormat.of().formatHex(mac(key(date), text))));
  }

  private String canonical(Ask ask, String payload, String headers) {
    var mark = ask.target().indexOf('?');
    var path = mark < 0 ? ask.target() : ask.target().substring(0, mark);
    var query = mark < 0 ? "" : sorted(ask.target().substring(mark + 1));
    var lines =
        Arrays.stream(headers.split(";", -1))
            .map(name -> name + ":" + (name.equals("host") ? authority : ask.value(name)) + "\n")
            .collect(Collectors.joining());
    return String.join("\n", ask.method(), path, query, lines, headers, payload);
  }

  private static String sorted(String query) {
    return Arrays.stream(query.split("&", -1))
        .map(pair -> pair.indexOf('=') < 0 ? pair + "=" : pair)
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private byte[] key(String date) {
    var first = ("AWS4" + secret).getBytes(ISO_8859_1);
    return mac(mac(mac(mac(first, date), region), service), "aws4_request");
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(ISO_8859_1));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String sha256(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(ISO_8859_1));
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
