package io.gatehouse.tokens.saml;

import io.gatehouse.tokens.jwt.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.apache.xml.security.signature.XMLSignature;
import org.apache.xml.security.transforms.Transforms;
import org.w3c.dom.Element;

/** An issuer whose key is trusted, and which signs whatever a test wants. */
final class TestIdp {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  static final String ISSUER = "https://idp.example.com/saml";
  static final String AUDIENCE = "https://api.example.com";
  static final String ID = "_0123456789abcdef";
  static final String BOB = "6f9619ff-8b86-4011-b42d-00c04fc964ff";
  static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
  static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";

  static final OpenSaml LIBRARY = OpenSaml.start();
  static final KeyPair RSA = pair("RSA", 2048);
  static final KeyPair EC = pair("EC", 256);
  static final AssertionVerifier VERIFIER =
      new AssertionVerifier(() -> LIBRARY, Clock.fixed(NOW, ZoneOffset.UTC));

  /** How something is signed. */
  record How(KeyPair pair, String algorithm, String digest, List<String> transforms, String uri) {
    static How usual() {
      return new How(
          RSA, RSA_SHA256, SHA256, List.of(Namespaces.ENVELOPED, Namespaces.EXCLUSIVE), "#" + ID);
    }

    How by(KeyPair other, String name) {
      return new How(other, name, digest, transforms, uri);
    }

    How digesting(String name) {
      return new How(pair, algorithm, name, transforms, uri);
    }

    How transforming(String... names) {
      return new How(pair, algorithm, digest, List.of(names), uri);
    }

    How about(String other) {
      return new How(pair, algorithm, digest, transforms, other);
    }
  }

  private TestIdp() {}

  static KeyPair pair(String type, int bits) {
    try {
      var generator = KeyPairGenerator.getInstance(type);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static AssertionPolicy policy() {
    return AssertionPolicy.expect(ISSUER, now -> List.of(RSA.getPublic(), EC.getPublic()))
        .forAudience(AUDIENCE);
  }

  /** An assertion as many issuers write it, not signed yet. */
  static String unsigned() {
    return """
    <saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" \
    ID="_0123456789abcdef" IssueInstant="2026-11-22T09:59:58Z" Version="2.0">\
    <saml:Issuer>https://idp.example.com/saml</saml:Issuer>\
    <saml:Subject>\
    <saml:NameID>6f9619ff-8b86-4011-b42d-00c04fc964ff</saml:NameID>\
    <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">\
    <saml:SubjectConfirmationData NotOnOrAfter="2026-11-22T10:05:00Z" \
    Recipient="https://api.example.com/saml"/>\
    </saml:SubjectConfirmation></saml:Subject>\
    <saml:Conditions NotBefore="2026-11-22T09:59:58Z" NotOnOrAfter="2026-11-22T10:05:00Z">\
    <saml:AudienceRestriction><saml:Audience>https://api.example.com</saml:Audience>\
    </saml:AudienceRestriction></saml:Conditions>\
    <saml:AuthnStatement AuthnInstant="2026-11-22T09:59:00Z"><saml:AuthnContext>\
    <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password\
    </saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>\
    <saml:AttributeStatement><saml:Attribute Name="mail">\
    <saml:AttributeValue>bob@example.com</saml:AttributeValue></saml:Attribute>\
    </saml:AttributeStatement></saml:Assertion>\
    """;
  }

  static String signed() {
    return sign(unsigned(), How.usual());
  }

  /** Signs the root, whatever it is; the signature comes after the first child. */
  static String sign(String xml, How how) {
    if (!(XmlGuard.read(xml.getBytes(StandardCharsets.UTF_8), XmlGuard.Limits.FILE)
        instanceof XmlGuard.Tree(var document))) {
      throw new IllegalArgumentException(xml);
    }
    try {
      var root = document.getDocumentElement();
      root.setIdAttribute("ID", true);
      var signature = new XMLSignature(document, "", how.algorithm(), Namespaces.EXCLUSIVE);
      root.insertBefore(signature.getElement(), root.getFirstChild().getNextSibling());
      var transforms = new Transforms(document);
      for (var transform : how.transforms()) {
        transforms.addTransform(transform);
      }
      signature.addDocument(how.uri(), transforms, how.digest());
      signature.sign(how.pair().getPrivate());
      return text(root);
    } catch (XMLSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Element root) throws XMLSecurityException {
    var out = new java.io.ByteArrayOutputStream();
    Canonicalizer.getInstance(Canonicalizer.ALGO_ID_C14N_WITH_COMMENTS)
        .canonicalizeSubtree(root, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  static String encode(String xml) {
    return Base64Url.encode(xml.getBytes(StandardCharsets.UTF_8));
  }

  /** The judgement over XML as it would stand in the header field. */
  static AssertionVerdict judge(String xml, AssertionPolicy policy) {
    return switch (UnverifiedAssertion.parse(encode(xml))) {
      case AssertionReading.Unreadable(var reason) -> new AssertionVerdict.Invalid(reason);
      case UnverifiedAssertion presented -> VERIFIER.verify(presented, policy);
    };
  }

  static AssertionVerdict judge(String xml) {
    return judge(xml, policy());
  }

  /** Changed before it is signed, so that only the rule in question can refuse it. */
  static String reasonAfter(String from, String to) {
    var unsigned = unsigned();
    if (!unsigned.contains(from)) {
      throw new IllegalArgumentException(from);
    }
    return reason(sign(unsigned.replace(from, to), How.usual()));
  }

  static String reason(String xml) {
    return judge(xml) instanceof AssertionVerdict.Invalid(var reason) ? reason : "accepted";
  }
}
