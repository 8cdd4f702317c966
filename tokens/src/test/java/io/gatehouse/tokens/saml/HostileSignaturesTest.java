package io.gatehouse.tokens.saml;

import static io.gatehouse.tokens.saml.TestIdp.reason;
import static io.gatehouse.tokens.saml.TestIdp.sign;
import static io.gatehouse.tokens.saml.TestIdp.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.tokens.saml.TestIdp.How;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signatures that ask for more than arithmetic, or for less. */
class HostileSignaturesTest extends RefusedQuickly {
  @Test
  void c14_keysInTheMessageAreNotTrusted() {
    var attacker = TestIdp.pair("RSA", 2048);
    var rsa = (java.security.interfaces.RSAPublicKey) attacker.getPublic();
    var mime = java.util.Base64.getEncoder();
    var info =
        "<ds:KeyInfo><ds:KeyValue><ds:RSAKeyValue><ds:Modulus>"
            + mime.encodeToString(rsa.getModulus().toByteArray())
            + "</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>"
            + "</ds:KeyInfo></ds:Signature>";
    var forged = sign(unsigned(), How.usual().by(attacker, TestIdp.RSA_SHA256));
    refused(forged);
    refused(forged.replace("</ds:Signature>", info));
    assertThat(reason(GOOD.replace("</ds:Signature>", info))).isEqualTo("accepted");
  }

  @Test
  void c16_otherTransformsAreRefused() {
    var enveloped = Namespaces.ENVELOPED;
    var exclusive = Namespaces.EXCLUSIVE;
    for (var transforms :
        List.of(
            List.of(enveloped),
            List.of(exclusive),
            List.of(exclusive, enveloped),
            List.of(enveloped, exclusive, exclusive),
            List.of(enveloped, exclusive + "WithComments"),
            List.of(enveloped, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"))) {
      refused(sign(unsigned(), How.usual().transforming(transforms.toArray(String[]::new))));
    }
    var transform = "Algorithm=\"" + exclusive + "\"></ds:Transform>";
    refused(
        changed(
            transform,
            "Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"></ds:Transform>"));
    refused(
        changed(
            transform,
            "Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>//*</ds:XPath></ds:Transform>"));
    refused(
        changed(
            transform, "Algorithm=\"http://www.w3.org/2000/09/xmldsig#base64\"></ds:Transform>"));
    refused(
        changed(
            "</ds:Transforms>", ("<ds:Transform " + transform).repeat(100) + "</ds:Transforms>"));
  }

  @Test
  void c16_weakAndForeignAlgorithmsAreRefused() {
    refused(sign(unsigned(), How.usual().digesting("http://www.w3.org/2000/09/xmldsig#sha1")));
    refused(
        sign(
            unsigned(), How.usual().by(TestIdp.RSA, "http://www.w3.org/2000/09/xmldsig#rsa-sha1")));
    refused(changed(TestIdp.RSA_SHA256, "http://www.w3.org/2000/09/xmldsig#hmac-sha1"));
    refused(changed(TestIdp.RSA_SHA256, "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"));
    refused(changed(TestIdp.RSA_SHA256, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"));
    refused(changed(TestIdp.RSA_SHA256, ""));
  }

  @Test
  void c18_encryptedPartsAreRefused() {
    var cipher =
        "<xenc:EncryptedData xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"><xenc:CipherData>"
            + "<xenc:CipherValue>AAAA</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>";
    var name = "<saml:NameID>" + TestIdp.BOB + "</saml:NameID>";
    var encryptedId = "<saml:EncryptedID>" + cipher + "</saml:EncryptedID>";
    refused(sign(unsigned().replace(name, encryptedId), How.usual()));
    refused(GOOD.replace(name, encryptedId));
    refused(
        sign(
            unsigned()
                .replace(
                    "</saml:AttributeStatement>",
                    "<saml:EncryptedAttribute>"
                        + cipher
                        + "</saml:EncryptedAttribute></saml:AttributeStatement>"),
            How.usual()));
    refused(
        "<saml:EncryptedAssertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">"
            + cipher
            + "</saml:EncryptedAssertion>");
  }

  @Test
  void c19_anEncryptedPartBesideASignedOneIsRefusedBeforeAnythingIsDecrypted() {
    var encrypted =
        "<saml:EncryptedAssertion><xenc:EncryptedData xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"/>"
            + "</saml:EncryptedAssertion>";
    refused(changed("</saml:Assertion>", encrypted + "</saml:Assertion>"));
    refused(
        changed(
            "<saml:Conditions ", "<saml:Advice>" + encrypted + "</saml:Advice><saml:Conditions "));
  }

  /** There is no key to decrypt with, so that no padding, good or bad, is ever looked at. */
  @Test
  void c20_encryptedPartsGetOneAnswerWhateverTheirAlgorithmAndPadding() {
    var name = "<saml:NameID>" + TestIdp.BOB + "</saml:NameID>";
    var answers = new HashSet<AssertionVerdict>();
    for (var algorithm : List.of("aes128-cbc", "tripledes-cbc", "rsa-1_5", "aes256-gcm")) {
      for (var cipher : List.of("AAAA", "A".repeat(64), "/".repeat(64), "")) {
        var encrypted =
            "<saml:EncryptedID><xenc:EncryptedData xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\">"
                + "<xenc:EncryptionMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#"
                + algorithm
                + "\"/><xenc:CipherData><xenc:CipherValue>"
                + cipher
                + "</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedID>";
        var signed = sign(unsigned().replace(name, encrypted), How.usual());
        refused(signed);
        answers.add(TestIdp.judge(signed));
      }
    }
    assertThat(answers).hasSize(1);
  }

  @Test
  void c41_nothingInAMessageOpensAConnection() throws IOException {
    var reference =
        "<xenc:EncryptedData xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"><xenc:CipherData>"
            + "<xenc:CipherReference URI=\""
            + address
            + "\"/></xenc:CipherData>"
            + "</xenc:EncryptedData>";
    var name = "<saml:NameID>" + TestIdp.BOB + "</saml:NameID>";
    refused(GOOD.replace(name, "<saml:EncryptedID>" + reference + "</saml:EncryptedID>"));
    refused(
        sign(
            unsigned().replace(name, "<saml:EncryptedID>" + reference + "</saml:EncryptedID>"),
            How.usual()));
    var retrieval =
        "<ds:KeyInfo><ds:RetrievalMethod URI=\"" + address + "\"/></ds:KeyInfo></ds:Signature>";
    refused(GOOD.replace("</ds:Signature>", retrieval));
    refused(changed("URI=\"#" + TestIdp.ID + "\"", "URI=\"" + address + "\""));
    refused(
        changed(
            "<saml:Assertion ",
            "<saml:Assertion xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:x "
                + address
                + "\" "));
    refused("<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"" + address + "\"/>");
    assertThat(wasCalled()).isFalse();
  }

  @Test
  void c42_noStyleSheetIsEverRun() {
    var sheet =
        "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\">"
            + "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\">"
            + "<xsl:template match=\"/\"><xsl:value-of select=\"document('"
            + address
            + "')\"/>"
            + "</xsl:template></xsl:stylesheet></ds:Transform></ds:Transforms>";
    refused(changed("</ds:Transforms>", sheet));
    refused(
        changed(
            "</ds:Signature>",
            "<ds:Object>" + sheet.replace("</ds:Transforms>", "") + "</ds:Object></ds:Signature>"));
  }
}
