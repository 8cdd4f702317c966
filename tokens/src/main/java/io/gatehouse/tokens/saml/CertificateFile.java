package io.gatehouse.tokens.saml;

import io.gatehouse.tokens.saml.TrustReading.Flawed;
import io.gatehouse.tokens.saml.TrustReading.Trusted;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An issuer's certificates in PEM (RFC 7468), one after the other. */
public final class CertificateFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private CertificateFile() {}

  public static TrustReading read(byte[] pem, Instant now) {
    var text = new String(pem, StandardCharsets.US_ASCII);
    var blocks = BLOCK.matcher(text);
    List<PublicKey> keys = new ArrayList<>();
    while (blocks.find()) {
      int line = line(text, blocks.start());
      if (!"CERTIFICATE".equals(blocks.group(1))) {
        return new Flawed(line, "a block " + blocks.group(1) + " where certificates belong");
      }
      var certificate = certificate(blocks.group(2));
      if (certificate.isEmpty()) {
        return new Flawed(line, "a block that is no certificate");
      }
      var flaw = certificate.get().flaw(now);
      if (flaw.isPresent()) {
        return new Flawed(line, flaw.get());
      }
      keys.add(certificate.get().key());
    }
    return keys.isEmpty()
        ? new Flawed(1, "no certificate; write them in PEM")
        : trusted(List.copyOf(keys));
  }

  private static TrustReading trusted(List<PublicKey> keys) {
    return new Trusted(_ -> keys);
  }

  private static Optional<TrustedCertificate> certificate(String base64) {
    try {
      return TrustedCertificate.read(Base64.getMimeDecoder().decode(base64));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  static int line(String text, int offset) {
    return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
  }
}
