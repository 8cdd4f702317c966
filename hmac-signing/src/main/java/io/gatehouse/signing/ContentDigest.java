package io.gatehouse.signing;

import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code Content-Digest} field (RFC 9530 §2). */
public final class ContentDigest {
  private static final String SHA_256 = "sha-256";
  private static final String SHA_512 = "sha-512";

  private final Map<String, byte[]> known;

  private ContentDigest(Map<String, byte[]> known) {
    this.known = known;
  }

  /** The field's value for this content. */
  public static String of(byte[] content) {
    return valueOf(SHA_256, Hashes.sha256(content));
  }

  /** The same with SHA-512. */
  public static String ofSha512(byte[] content) {
    return valueOf(SHA_512, Hashes.sha512(content));
  }

  private static String valueOf(String algorithm, byte[] digest) {
    var item = new Member.Item(BareItem.Octets.of(digest));
    return StructuredFields.write(new Dictionary(Map.of(algorithm, item)));
  }

  /**
   * Reads all lines of the field; a member that comes twice or is no byte sequence is malformed.
   */
  public static Parsed<ContentDigest> read(List<String> lines) {
    return switch (StructuredFields.dictionary(lines, StructuredFields.Duplicates.REFUSED)) {
      case Parsed.Malformed<Dictionary>(var reason) -> malformed(reason);
      case Parsed.Good<Dictionary>(var dictionary) -> read(dictionary);
    };
  }

  private static Parsed<ContentDigest> read(Dictionary dictionary) {
    var known = new LinkedHashMap<String, byte[]>();
    for (var entry : dictionary.members().entrySet()) {
      if (!(entry.getValue() instanceof Member.Item item
          && item.value() instanceof BareItem.Octets octets)) {
        return malformed("a digest that is not a byte sequence");
      }
      if (entry.getKey().equals(SHA_256) || entry.getKey().equals(SHA_512)) {
        known.put(entry.getKey(), octets.bytes());
      }
    }
    return new Parsed.Good<>(new ContentDigest(known));
  }

  private static Parsed<ContentDigest> malformed(String reason) {
    return new Parsed.Malformed<>("content-digest has " + reason);
  }

  /**
   * True when every digest of a known algorithm is that of the content, and there is one. RFC 9530
   * §5: md5, sha, unixsum and the like protect against accidents, not against an adversary.
   */
  public boolean matches(byte[] content) {
    return !known.isEmpty()
        && known.entrySet().stream()
            .allMatch(e -> MessageDigest.isEqual(e.getValue(), digest(e.getKey(), content)));
  }

  private static byte[] digest(String algorithm, byte[] content) {
    return algorithm.equals(SHA_256) ? Hashes.sha256(content) : Hashes.sha512(content);
  }
}
