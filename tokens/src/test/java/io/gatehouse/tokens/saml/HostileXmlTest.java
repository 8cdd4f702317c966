package io.gatehouse.tokens.saml;

import static io.gatehouse.tokens.saml.TestIdp.judge;
import static io.gatehouse.tokens.saml.TestIdp.reason;
import static io.gatehouse.tokens.saml.TestIdp.sign;
import static io.gatehouse.tokens.saml.TestIdp.signed;
import static io.gatehouse.tokens.saml.TestIdp.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.tokens.saml.TestIdp.How;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** XML that parsers, canonical forms and readers have understood in different ways. */
class HostileXmlTest {
  private static final Duration QUICK = Duration.ofMillis(50);
  private static final String GOOD = signed();

  private static ServerSocket watched;
  private static String address = "";

  @BeforeAll
  static void watch() throws IOException {
    watched = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    watched.setSoTimeout(1);
    address = "http://127.0.0.1:" + watched.getLocalPort() + "/";
    for (int i = 0; i < 200; i++) {
      assertThat(judge(GOOD)).isInstanceOf(VerifiedAssertion.class);
    }
  }

  /** No shape of any test here made the verifier open a connection. */
  @AfterAll
  static void nobodyCalled() throws IOException {
    assertThat(wasCalled()).isFalse();
    watched.close();
  }

  private static boolean wasCalled() throws IOException {
    try (var call = watched.accept()) {
      return call.isConnected();
    } catch (SocketTimeoutException nobody) {
      return false;
    }
  }

  // The fastest of three: a pause of the machine is not the verifier's.
  private static void refused(String xml) {
    var fastest = Duration.ofDays(1);
    for (int i = 0; i < 3; i++) {
      var begin = System.nanoTime();
      assertThat(judge(xml)).as(xml).isInstanceOf(AssertionVerdict.Invalid.class);
      var took = Duration.ofNanos(System.nanoTime() - begin);
      fastest = took.compareTo(fastest) < 0 ? took : fastest;
    }
    assertThat(fastest).as(xml).isLessThan(QUICK);
  }

  private static String changed(String from, String to) {
    assertThat(GOOD).contains(from);
    return GOOD.replace(from, to);
  }

  @Test
  void c08_commentsAreRefusedWhereverTheyStand() {
    refused(changed(TestIdp.BOB, TestIdp.BOB + "<!-- -->"));
    refused(changed("<ds:DigestValue>", "<ds:DigestValue><!--x-->"));
    refused(changed("<ds:SignatureValue>", "<ds:SignatureValue><!--x-->"));
    refused("<!-- -->" + GOOD);
    refused(GOOD + "<!-- -->");
    refused(changed("bob@example.com", "bob@example.com<!---->.evil.com"));
  }

  @Test
  void c09_processingInstructionsAreRefusedWhereverTheyStand() {
    refused(changed(TestIdp.BOB, "<?p not-an-?>" + TestIdp.BOB));
    refused(changed(TestIdp.BOB, TestIdp.BOB + "<?p?>"));
    refused("<?p?>" + GOOD);
    refused(GOOD + "<?p?>");
    refused("<?xml-stylesheet href=\"" + address + "\"?>" + GOOD);
  }

  @Test
  void c10_declarationsAndEntitiesAreRefused() {
    refused("<!DOCTYPE saml:Assertion>" + GOOD);
    refused("<!DOCTYPE saml:Assertion SYSTEM \"" + address + "\">" + GOOD);
    refused("<!DOCTYPE a [<!ENTITY e \"carol\">]>" + changed(TestIdp.BOB, "&e;"));
    refused("<!DOCTYPE a [<!ENTITY % e SYSTEM \"" + address + "\">%e;]>" + GOOD);
    refused("<!DOCTYPE a [<!ATTLIST saml:Assertion x ID #IMPLIED>]>" + GOOD);
    refused(changed(TestIdp.BOB, "&e;"));
    refused(changed(TestIdp.BOB, "<![CDATA[" + TestIdp.BOB + "]]>"));
    var laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 20; i++) {
      laughs
          .append("<!ENTITY a")
          .append(i)
          .append(" \"&a")
          .append(i - 1)
          .append(";&a")
          .append(i - 1)
          .append(";\">");
    }
    refused(laughs.append("]>").append(changed(TestIdp.BOB, "&a19;")).toString());
  }

  @Test
  void c11_namesThatOthersReadOtherwiseAreRefused() {
    refused(changed(" ID=\"", " xmlns:ID=\"urn:x\" ID=\""));
    refused(changed(" ID=\"", " xml:id=\"_other\" ID=\""));
    refused(changed(" ID=\"", " Id=\"" + TestIdp.ID + "\" ID=\""));
    refused(changed(" ID=\"", " id=\"" + TestIdp.ID + "\" ID=\""));
    refused(changed("<saml:Subject>", "<saml:Subject xmlns:saml=\"urn:other\">"));
    refused(changed("<saml:NameID>", "<saml:NameID xmlns:x=\"1\">"));
    refused(changed("<saml:NameID>", "<saml:NameID xmlns=\"\">"));
    refused(changed("<ds:Signature ", "<ds:Signature Id=\"" + TestIdp.ID + "\" "));
    refused(changed("<saml:NameID>", "<saml:NameID ID=\"" + TestIdp.ID + "\">"));
  }

  @Test
  void c13_whatIsWellFormedAndNotAnAssertionIsRefused() {
    refused(
        sign(
            unsigned().replace("<saml:Subject>", "<x:y xmlns:x=\"urn:x\"/><saml:Subject>"),
            How.usual()));
    refused(
        sign(
            unsigned()
                .replace(
                    "<saml:NameID>",
                    "<saml:NameID xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"saml:Other\">"),
            How.usual()));
    refused(sign(unsigned().replace("</saml:Subject>", "</saml:Subject>text"), How.usual()));
    refused(sign(unsigned().replace("<saml:NameID>", "<saml:NameID><b/>"), How.usual()));
    refused(sign(unsigned().replace("<saml:Issuer>", "<saml:Issuer Other=\"1\">"), How.usual()));
    refused(sign(unsigned().replace("Assertion", "Statement"), How.usual()));
    refused(sign(unsigned().replace("SAML:2.0:assertion", "SAML:1.0:assertion"), How.usual()));
    var twice =
        unsigned()
            .replace(
                "</saml:Subject>",
                "</saml:Subject><saml:Subject><saml:NameID>x</saml:NameID></saml:Subject>");
    refused(sign(twice, How.usual()));
  }

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

  @Test
  void c22_aLongAssertionIsRefusedBeforeItIsDecoded() {
    var long1 = "A".repeat(50_000_000);
    var begin = System.nanoTime();
    assertThat(UnverifiedAssertion.parse(long1))
        .isEqualTo(new AssertionReading.Unreadable("longer than 16 KiB"));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(QUICK);
    assertThat(UnverifiedAssertion.parse("A".repeat(16 * 1024 + 1)))
        .isEqualTo(new AssertionReading.Unreadable("longer than 16 KiB"));
    for (var text : List.of("", "!", "AAAA=", "AAA=", "A", "AB", "a+b/", " AAAA", "AAAA\n")) {
      assertThat(UnverifiedAssertion.parse(text)).isInstanceOf(AssertionReading.Unreadable.class);
    }
  }

  @Test
  void c22_depthAndNumbersAreBounded() {
    refused("<a>".repeat(1_500) + "</a>".repeat(1_500));
    refused("<a>" + "<b/>".repeat(2_500) + "</a>");
    var attributes = new StringBuilder("<a");
    for (int i = 0; i < 1_000; i++) {
      attributes.append(" a").append(i).append("=\"\"");
    }
    refused(attributes.append("/>").toString());
    var namespaces = new StringBuilder("<a");
    for (int i = 0; i < 400; i++) {
      namespaces.append(" xmlns:a").append(i).append("=\"urn:x\"");
    }
    refused(namespaces.append("/>").toString());
    refused("<a " + "a".repeat(11_000) + "=\"\"/>");
  }

  @Test
  void c25_anotherAudienceOrRecipientAndAMissingEndAreRefused() {
    refused(
        sign(
            unsigned().replace(">https://api.example.com<", ">https://api.example.com.evil.org<"),
            How.usual()));
    refused(
        sign(
            unsigned().replace(">https://api.example.com<", ">http://api.example.com<"),
            How.usual()));
    refused(
        sign(
            unsigned()
                .replace(
                    "SubjectConfirmationData NotOnOrAfter=\"2026-11-22T10:05:00Z\"",
                    "SubjectConfirmationData"),
            How.usual()));
    assertThat(judge(GOOD, TestIdp.policy().deliveredTo("https://api.example.com:8443/saml")))
        .isEqualTo(new AssertionVerdict.Invalid("another recipient"));
  }

  @Test
  void c26_anotherIssuersKeyDoesNotSpeakForThisOne() {
    var other = TestIdp.pair("RSA", 2048);
    refused(sign(unsigned(), How.usual().by(other, TestIdp.RSA_SHA256)));
    refused(sign(unsigned().replace("idp.example.com", "other.example.com"), How.usual()));
    refused(sign(unsigned().replace("<saml:Issuer>", "<saml:Issuer> "), How.usual()));
  }

  @Test
  void c27_onlyBearersAreConfirmed() {
    for (var method : List.of("holder-of-key", "sender-vouches", "bearer ", "Bearer")) {
      assertThat(TestIdp.reasonAfter("cm:bearer", "cm:" + method))
          .isEqualTo("not a bearer assertion");
    }
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

  @Test
  void textInAnotherEncodingIsRefused() {
    refused("\uFEFF" + GOOD);
    refused("<?xml version=\"1.1\"?>" + GOOD);
    refused("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + GOOD);
    refused("<?xml version=\"1.0\" encoding=\"UTF-7\"?>" + GOOD);
    assertThat(judge("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + GOOD))
        .isInstanceOf(VerifiedAssertion.class);
    var bytes = GOOD.getBytes(java.nio.charset.StandardCharsets.UTF_16);
    assertThat(UnverifiedAssertion.parse(io.gatehouse.tokens.jwt.Base64Url.encode(bytes)))
        .isInstanceOf(AssertionReading.Unreadable.class);
  }
}
