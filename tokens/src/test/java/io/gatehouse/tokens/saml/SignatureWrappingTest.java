package io.gatehouse.tokens.saml;

import static io.gatehouse.tokens.saml.TestIdp.judge;
import static io.gatehouse.tokens.saml.TestIdp.sign;
import static io.gatehouse.tokens.saml.TestIdp.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.tokens.saml.TestIdp.How;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A signed assertion moved to where nobody looks, and another put where somebody does. */
class SignatureWrappingTest extends RefusedQuickly {
  private static final String CAROL = "11111111-8b86-4011-b42d-00c04fc964ff";
  private static final String SIGNATURE =
      GOOD.substring(
          GOOD.indexOf("<ds:Signature "),
          GOOD.indexOf("</ds:Signature>") + "</ds:Signature>".length());
  private static final String BARE = GOOD.replace(SIGNATURE, "");
  private static final String EVIL = BARE.replace(TestIdp.BOB, CAROL).replace(TestIdp.ID, "_evil");

  private static String holding(String inner) {
    return SIGNATURE.replace(
        "</ds:Signature>", "<ds:Object>" + inner + "</ds:Object></ds:Signature>");
  }

  private static String with(String assertion, String before, String inserted) {
    return assertion.replace(before, inserted + before);
  }

  private static String response(String... parts) {
    return "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_r\""
        + " Version=\"2.0\" IssueInstant=\"2026-11-22T10:00:00Z\">"
        + String.join("", parts)
        + "</samlp:Response>";
  }

  /** The eight shapes, for an assertion alone and inside a response. */
  static Stream<Map.Entry<String, String>> shapes() {
    var shapes = new LinkedHashMap<String, String>();
    var subject = "<saml:Subject>";
    var end = "</saml:Assertion>";
    shapes.put("1 original in an object", with(EVIL, subject, holding(BARE)));
    shapes.put("2 original after the subject", with(with(EVIL, subject, SIGNATURE), end, BARE));
    shapes.put("3 original first, unsigned", with(EVIL, "<saml:Issuer>", GOOD));
    shapes.put("4 evil inside the original", with(GOOD, end, EVIL));
    shapes.put(
        "5 one id for both",
        with(with(EVIL.replace("_evil", TestIdp.ID), subject, SIGNATURE), end, advice(BARE)));
    shapes.put(
        "6 original in the confirmation",
        with(with(EVIL, subject, SIGNATURE), "</saml:SubjectConfirmation>", GOOD));
    shapes.put(
        "7 original in a value",
        with(with(EVIL, subject, SIGNATURE), "</saml:AttributeValue>", BARE));
    shapes.put(
        "8 original in an object, one id",
        with(EVIL.replace("_evil", TestIdp.ID), subject, holding(BARE)));
    shapes.put("response, evil first", response(EVIL, GOOD));
    shapes.put("response, evil last", response(GOOD, EVIL));
    shapes.put("response, good alone", response(GOOD));
    shapes.put(
        "response, original in extensions",
        response("<samlp:Extensions>" + GOOD + "</samlp:Extensions>", EVIL));
    shapes.put("two roots", GOOD + EVIL);
    shapes.put(
        "signature moved to the end", with(BARE, end, SIGNATURE).replace(TestIdp.BOB, CAROL));
    shapes.put("signature first of all", with(BARE, "<saml:Issuer>", SIGNATURE));
    shapes.put("signature twice", with(GOOD, subject, SIGNATURE));
    return shapes.entrySet().stream();
  }

  private static String advice(String inner) {
    return "<saml:Advice>" + inner + "</saml:Advice>";
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void c05_noWrappedAssertionIsAccepted(Map.Entry<String, String> shape) {
    refused(shape.getValue());
  }

  /** The second wall by itself: what was digested must be the root that is read. */
  @ParameterizedTest
  @MethodSource("shapes")
  void c05_theSignatureAloneRefusesThemToo(Map.Entry<String, String> shape) {
    if (!(XmlGuard.read(shape.getValue().getBytes(StandardCharsets.UTF_8), XmlGuard.Limits.MESSAGE)
        instanceof XmlGuard.Tree(var document))) {
      return;
    }
    var root = document.getDocumentElement();
    if (!root.getLocalName().equals("Assertion")) {
      return;
    }
    assertThat(
            TestIdp.LIBRARY.verified(root, List.of(TestIdp.RSA.getPublic())).stream()
                .filter(read -> !read.getSubject().getNameID().getValue().equals(TestIdp.BOB)))
        .isEmpty();
  }

  @Test
  void c06_theReferenceDecidesAndNotThePlace() {
    var inner = GOOD.replace(TestIdp.ID, "_inner");
    assertThat(judge(EVIL.replace("<saml:Subject>", SIGNATURE + "<saml:Subject>")))
        .isEqualTo(new AssertionVerdict.Invalid("a reference to something else"));
    refused(inner);
  }

  @Test
  void c07_twoReferencesAnotherIdAndAnEmptyUriAreRefused() {
    var reference =
        GOOD.substring(GOOD.indexOf("<ds:Reference "), GOOD.indexOf("</ds:SignedInfo>"));
    var info = GOOD.substring(GOOD.indexOf("<ds:SignedInfo>"), GOOD.indexOf("<ds:SignatureValue>"));
    refused(changed(reference, reference + reference));
    refused(changed(info, info + info));
    assertThat(TestIdp.reason(sign(unsigned(), How.usual().about(""))))
        .isEqualTo("a reference to something else");
    assertThat(judge(GOOD.replace("URI=\"#" + TestIdp.ID + "\"", "URI=\"#_other\"")))
        .isEqualTo(new AssertionVerdict.Invalid("a reference to something else"));
    refused(changed(" URI=\"#" + TestIdp.ID + "\"", ""));
  }
}
