package io.gatehouse.sts.audit;

import io.gatehouse.identity.AuditSink;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.TreeMap;

/**
 * A record as text: one JSON object on one line, its hash last. The hash covers the bytes before
 * it, and those name the hash of the record before: nothing can be changed, added or taken out
 * without the chain showing it.
 */
record AuditLine(String text, String hash) {
  private static final String HASH_MEMBER = ",\"hash\":\"";

  /** The predecessor of the first record of a node. */
  static final String FIRST = "0".repeat(43);

  /**
   * Where a record stands.
   *
   * @param previous hash of the record before
   */
  record Place(String node, long sequence, String previous) {}

  static AuditLine of(Place place, Instant at, AuditSink.Event event) {
    var json = new StringBuilder(256);
    json.append("{\"node\":").append(AuditText.quote(place.node()));
    json.append(",\"seq\":").append(place.sequence());
    json.append(",\"prev\":\"").append(place.previous()).append('"');
    json.append(",\"at\":\"").append(at).append('"');
    json.append(",\"action\":").append(AuditText.quote(event.action()));
    json.append(",\"actor\":").append(AuditText.quote(event.actor()));
    json.append(",\"subject\":").append(AuditText.quote(event.subject()));
    json.append(",\"outcome\":").append(AuditText.quote(event.outcome()));
    json.append(",\"details\":{");
    var separator = "";
    for (var detail : new TreeMap<>(event.details()).entrySet()) {
      json.append(separator).append(AuditText.quote(detail.getKey()));
      json.append(':').append(AuditText.quote(detail.getValue()));
      separator = ",";
    }
    String covered = json.append('}').toString();
    String hash = hashOf(covered);
    return new AuditLine(covered + HASH_MEMBER + hash + "\"}", hash);
  }

  /** The part of a line that its hash covers; empty text when it has no hash at its end. */
  static String covered(String line) {
    int at = line.lastIndexOf(HASH_MEMBER);
    boolean complete = at >= 0 && line.length() == at + HASH_MEMBER.length() + 43 + 2;
    return complete && line.endsWith("\"}") ? line.substring(0, at) : "";
  }

  static String statedHash(String line) {
    return line.substring(line.length() - 45, line.length() - 2);
  }

  static String hashOf(String covered) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(digest.digest(covered.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
