package io.gatehouse.tokens.saml;

import io.gatehouse.tokens.jwt.Base64Url;
import io.gatehouse.tokens.jwt.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Signs assertions with the issuer's keys, ES256 or RS256. The text is written in its canonical
 * form, so nothing of the XML libraries is needed to make one.
 */
public final class AssertionSigner {
  private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";

  private AssertionSigner() {}

  /** Base64url of the signed XML, as the header field carries it. */
  public static String sign(NewAssertion assertion, SigningKey key) {
    var xml = xml(assertion, key);
    return Base64Url.encode(xml.getBytes(StandardCharsets.UTF_8));
  }

  private static String xml(NewAssertion assertion, SigningKey key) {
    var digest = sha256(assertion.start() + assertion.rest());
    var signedInfo = signedInfo(assertion.id(), digest, key);
    var value = key.sign(signedInfo.getBytes(StandardCharsets.UTF_8));
    return assertion.start()
        + """
        <ds:Signature xmlns:ds="%s">%s<ds:SignatureValue>%s</ds:SignatureValue></ds:Signature>\
        """
            .formatted(Namespaces.SIGNATURE, signedInfo, encode(value))
        + assertion.rest();
  }

  private static String signedInfo(String id, String digest, SigningKey key) {
    return """
    <ds:SignedInfo xmlns:ds="%s">\
    <ds:CanonicalizationMethod Algorithm="%s"></ds:CanonicalizationMethod>\
    <ds:SignatureMethod Algorithm="%s"></ds:SignatureMethod>\
    <ds:Reference URI="#%s"><ds:Transforms>\
    <ds:Transform Algorithm="%s"></ds:Transform><ds:Transform Algorithm="%s"></ds:Transform>\
    </ds:Transforms>\
    <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>\
    <ds:DigestValue>%s</ds:DigestValue></ds:Reference></ds:SignedInfo>\
    """
        .formatted(
            Namespaces.SIGNATURE,
            Namespaces.EXCLUSIVE,
            algorithm(key),
            CanonicalText.attribute(id),
            Namespaces.ENVELOPED,
            Namespaces.EXCLUSIVE,
            digest);
  }

  private static String algorithm(SigningKey key) {
    return switch (key.algorithm()) {
      case ES256 -> MORE + "ecdsa-sha256";
      case RS256 -> MORE + "rsa-sha256";
      case ES384, ES512, RS384, RS512, PS256, PS384, PS512, EDDSA ->
          throw new IllegalArgumentException("assertions are signed by ES256 or RS256");
    };
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return encode(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
