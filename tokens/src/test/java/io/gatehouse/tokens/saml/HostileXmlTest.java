package io.gatehouse.tokens.saml;

import static io.gatehouse.tokens.saml.TestIdp.judge;
import static io.gatehouse.tokens.saml.TestIdp.sign;
import static io.gatehouse.tokens.saml.TestIdp.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.tokens.saml.TestIdp.How;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** XML that parsers, canonical forms and readers have understood in different ways. */
class HostileXmlTest extends RefusedQuickly {
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
