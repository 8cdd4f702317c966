package io.gatehouse.mtls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A certification request (RFC 2986), read for its public key and the proof that whoever asks has
 * the private one. Nothing else in it has a say.
 */
final class SigningRequest {
  private static final int LONGEST = 16 * 1024;
  private static final int LEAST_RSA = 2048;
  private static final int MOST_RSA = 8192;
  private static final int MOST_ATTRIBUTES = 8;

  /** The proofs that are accepted; those with SHA-1 prove nothing any more. */
  private static final Map<ASN1ObjectIdentifier, String> PROOFS =
      Map.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA",
          PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA",
          PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
          PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA",
          EdECObjectIdentifiers.id_Ed25519, "Ed25519");

  /** PKCS#9, and what Microsoft wrote before it. */
  private static final Map<ASN1ObjectIdentifier, String> EXTENSIONS =
      Map.of(
          PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
          "extensions",
          new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.14"),
          "extensions");

  private SigningRequest() {}

  /** What came of reading one. */
  sealed interface Reading {
    record Read(PublicKey key) implements Reading {}

    /**
     * @param why a sentence for whoever asked
     */
    record Refused(String why) implements Reading {}
  }

  static Reading read(String pem) {
    if (pem.length() > LONGEST) {
      return new Reading.Refused("The signing request is longer than 16 KiB.");
    }
    try {
      var blocks = PemBlock.readAll("csr", pem);
      if (blocks.size() != 1 || !blocks.getFirst().label().endsWith("CERTIFICATE REQUEST")) {
        return new Reading.Refused(
            "The signing request must be one PEM block, CERTIFICATE REQUEST.");
      }
      return judged(CertificationRequest.getInstance(blocks.getFirst().der()));
    } catch (RuntimeException | IOException notOne) {
      // Bouncy Castle tells of malformed input by whatever its parsing ran into.
      return new Reading.Refused("The signing request is not one of PKCS#10.");
    }
  }

  private static Reading judged(CertificationRequest request) throws IOException {
    var wanted = request.getCertificationRequestInfo().getAttributes();
    if (wanted != null) {
      if (wanted.size() > MOST_ATTRIBUTES) {
        return new Reading.Refused("The signing request has too many attributes.");
      }
      for (var attribute : wanted) {
        if (EXTENSIONS.containsKey(Attribute.getInstance(attribute).getAttrType())) {
          return new Reading.Refused(
              "The signing request asks for extensions, but every certificate here is made by one"
                  + " template. Make the request without them (no -addext, no req_extensions).");
        }
      }
    }
    return key(request)
        .map(key -> proven(request, key))
        .orElseGet(() ->
            new Reading.Refused(
                "The key of the signing request is not accepted: use P-256, P-384, P-521, Ed25519,"
                    + " or RSA with 2048 to 8192 bits."));
  }

  private static Reading proven(CertificationRequest request, PublicKey key) {
    var algorithm = request.getSignatureAlgorithm().getAlgorithm();
    var proof = Optional.ofNullable(PROOFS.get(algorithm));
    try {
      if (proof.isPresent() && isSignedBy(key, request, proof.get())) {
        return new Reading.Read(key);
      }
    } catch (GeneralSecurityException | IOException broken) {
      return unproven();
    }
    return unproven();
  }

  private static Reading unproven() {
    return new Reading.Refused(
        "The signing request is not signed by its own key with SHA-256 or better: it proves"
            + " nothing.");
  }

  private static boolean isSignedBy(PublicKey key, CertificationRequest request, String algorithm)
      throws GeneralSecurityException, IOException {
    var signature = Signature.getInstance(algorithm);
    signature.initVerify(key);
    signature.update(request.getCertificationRequestInfo().getEncoded(ASN1Encoding.DER));
    return signature.verify(request.getSignature().getOctets());
  }

  private static Optional<PublicKey> key(CertificationRequest request) throws IOException {
    var encoded = request.getCertificationRequestInfo().getSubjectPublicKeyInfo().getEncoded();
    return Arrays.stream(KeyKind.values())
        .flatMap(kind -> read(kind, encoded).stream())
        .findFirst()
        .filter(SigningRequest::isStrong);
  }

  private static Optional<PublicKey> read(KeyKind kind, byte[] encoded) {
    try {
      return Optional.of(
          KeyFactory.getInstance(kind.jcaName()).generatePublic(new X509EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException anotherKind) {
      return Optional.empty();
    }
  }

  private static boolean isStrong(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa ->
          rsa.getModulus().bitLength() >= LEAST_RSA
              && rsa.getModulus().bitLength() <= MOST_RSA
              && rsa.getPublicExponent().bitLength() > 16
              && rsa.getPublicExponent().testBit(0);
      case ECPublicKey ec -> ec.getParams().getCurve().getField().getFieldSize() >= 256;
      default -> true;
    };
  }
}
