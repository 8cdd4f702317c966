package io.gatehouse.tokens.jwt;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An unverified compact JWS: its form is strict, its header is read, nothing in it is proven. */
public final class CompactJws implements ParsedJws {
  /** More than this is refused before anything is decoded. */
  public static final int LONGEST = 16 * 1024;

  private final byte[] token;
  private final int signedLength;
  private final JoseHeader header;
  private final ParsedJson content;
  private final byte[] signature;

  private CompactJws(Parts parts, JoseHeader header, byte[] payload, byte[] signature) {
    this.token = parts.token;
    this.signedLength = parts.secondDot;
    this.header = header;
    this.content = Json.parse(payload);
    this.signature = signature;
  }

  /** Reads a token in its one spelling (RFC 7515 §7.1 and §5.2). */
  public static ParsedJws parse(String token) {
    if (token.length() > LONGEST) {
      return new Malformed("longer than 16 KiB");
    }
    return parse(token.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static ParsedJws parse(byte[] token) {
    // Five parts are a JWE: nobody may send us ciphertext where a signature is wanted.
    if (dots(token) != 2) {
      return new Malformed("not three parts");
    }
    int first = dotAfter(token, 0);
    return parse(new Parts(token, first, dotAfter(token, first + 1)));
  }

  private static int dots(byte[] token) {
    int dots = 0;
    for (byte b : token) {
      dots += b == '.' ? 1 : 0;
    }
    return dots;
  }

  private static int dotAfter(byte[] token, int from) {
    int at = from;
    while (token[at] != '.') {
      at++;
    }
    return at;
  }

  private static ParsedJws parse(Parts parts) {
    var header = parts.decode(0, parts.firstDot);
    var payload = parts.decode(parts.firstDot + 1, parts.secondDot);
    var signature = parts.decode(parts.secondDot + 1, parts.token.length);
    if (header.isEmpty() || payload.isEmpty() || signature.isEmpty()) {
      return new Malformed("a part is empty or not canonical base64url");
    }
    return switch (JoseHeader.read(header.get())) {
      case JoseHeader.Read(var read) -> new CompactJws(parts, read, payload.get(), signature.get());
      case JoseHeader.Refused(var reason) -> new Malformed(reason);
    };
  }

  public JoseHeader header() {
    return header;
  }

  /** The issuer this token claims to come from: good for choosing whom to ask, proof of nothing. */
  public Optional<String> unverifiedIssuer() {
    return content instanceof Json.Members members ? members.text("iss") : Optional.empty();
  }

  /** The payload as JSON, when it is. */
  ParsedJson content() {
    return content;
  }

  byte[] signature() {
    return signature;
  }

  /** The token's own bytes; the first {@link #signedLength()} of them are what was signed. */
  byte[] token() {
    return token;
  }

  int signedLength() {
    return signedLength;
  }

  private record Parts(byte[] token, int firstDot, int secondDot) {
    Optional<byte[]> decode(int from, int to) {
      return from >= to ? Optional.empty() : Base64Url.decode(token, from, to);
    }
  }
}
