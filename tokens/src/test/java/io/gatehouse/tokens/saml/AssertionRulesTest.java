package io.gatehouse.tokens.saml;

import static io.gatehouse.tokens.saml.TestIdp.judge;
import static io.gatehouse.tokens.saml.TestIdp.policy;
import static io.gatehouse.tokens.saml.TestIdp.reasonAfter;
import static io.gatehouse.tokens.saml.TestIdp.sign;
import static io.gatehouse.tokens.saml.TestIdp.signed;
import static io.gatehouse.tokens.saml.TestIdp.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.tokens.saml.TestIdp.How;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule over what a signed assertion says. */
class AssertionRulesTest {
  @Test
  void aGoodAssertionIsReadWhole() {
    assertThat(judge(signed())).isInstanceOf(VerifiedAssertion.class);
    var verified = (VerifiedAssertion) judge(signed());
    assertThat(verified.id()).isEqualTo(TestIdp.ID);
    assertThat(verified.issuer()).isEqualTo(TestIdp.ISSUER);
    assertThat(verified.subject().name()).isEqualTo(TestIdp.BOB);
    assertThat(verified.audiences()).isEqualTo(Set.of(TestIdp.AUDIENCE));
    assertThat(verified.attribute("mail")).isEqualTo(List.of("bob@example.com"));
    assertThat(verified.attribute("phone")).isEmpty();
    assertThat(verified.expiresAt()).isEqualTo(Instant.parse("2026-11-22T10:05:00Z"));
    assertThat(verified.once()).isFalse();
    assertThat(verified.signIn().flatMap(VerifiedAssertion.SignIn::contextClass))
        .isEqualTo(Optional.of("urn:oasis:names:tc:SAML:2.0:ac:classes:Password"));
  }

  static Stream<How> algorithms() {
    var more = "http://www.w3.org/2001/04/xmldsig-more#";
    var pss = "http://www.w3.org/2007/05/xmldsig-more#";
    return Stream.of(
        by(TestIdp.RSA, more + "rsa-sha256"),
        by(TestIdp.RSA, more + "rsa-sha384"),
        by(TestIdp.RSA, more + "rsa-sha512"),
        by(TestIdp.RSA, pss + "sha256-rsa-MGF1"),
        by(TestIdp.RSA, pss + "sha512-rsa-MGF1"),
        by(TestIdp.EC, more + "ecdsa-sha256"),
        by(TestIdp.EC, more + "ecdsa-sha384"),
        How.usual().digesting(more + "sha384"),
        How.usual().digesting("http://www.w3.org/2001/04/xmlenc#sha512"));
  }

  private static How by(KeyPair pair, String algorithm) {
    return How.usual().by(pair, algorithm);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void theAlgorithmsOfTheListAreAccepted(How how) {
    assertThat(judge(sign(unsigned(), how))).isInstanceOf(VerifiedAssertion.class);
  }

  @Test
  void anotherIssuerIsRefused() {
    assertThat(reasonAfter("idp.example.com", "evil.example.com"))
        .isEqualTo("another issuer's assertion");
  }

  @Test
  void anotherAudienceIsRefused() {
    assertThat(reasonAfter(">https://api.example.com<", ">https://other.example.com<"))
        .isEqualTo("another audience");
  }

  @Test
  void everyRestrictionMustNameUs() {
    var second =
        "<saml:AudienceRestriction><saml:Audience>https://other.example.com</saml:Audience>"
            + "</saml:AudienceRestriction></saml:Conditions>";
    assertThat(reasonAfter("</saml:Conditions>", second)).isEqualTo("no audience");
  }

  @Test
  void anAssertionForNobodyInParticularIsRefused() {
    var restriction =
        "<saml:AudienceRestriction><saml:Audience>https://api.example.com</saml:Audience>"
            + "</saml:AudienceRestriction>";
    assertThat(reasonAfter(restriction, "<saml:OneTimeUse/>")).isEqualTo("no audience");
    assertThat(reasonAfter(restriction, "")).contains("missing");
  }

  @Test
  void theEarliestEndCounts() {
    var confirmation = "SubjectConfirmationData NotOnOrAfter=\"2026-11-22T10:0";
    assertThat(reasonAfter(confirmation + "5", confirmation + "0")).isEqualTo("not valid now");
    var statement = "AuthnInstant=\"2026-11-22T09:59:00Z\"";
    assertThat(reasonAfter(statement, statement + " SessionNotOnOrAfter=\"2026-11-22T10:00:00Z\""))
        .isEqualTo("not valid now");
  }

  @Test
  void notOnOrAfterIsTheFirstMomentAtWhichItIsNotValid() {
    var end = "NotOnOrAfter=\"2026-11-22T10:05:00Z\"";
    assertThat(reasonAfter(end, "NotOnOrAfter=\"2026-11-22T10:00:00Z\""))
        .isEqualTo("not valid now");
    assertThat(reasonAfter(end, "NotOnOrAfter=\"2026-11-22T10:00:00.001Z\"")).isEqualTo("accepted");
  }

  @Test
  void aClockMayBeAMinuteAhead() {
    var start = "NotBefore=\"2026-11-22T09:59:58Z\"";
    assertThat(reasonAfter(start, "NotBefore=\"2026-11-22T10:01:00Z\"")).isEqualTo("accepted");
    assertThat(reasonAfter(start, "NotBefore=\"2026-11-22T10:01:01Z\"")).isEqualTo("not valid now");
    assertThat(
            reasonAfter(
                "IssueInstant=\"2026-11-22T09:59:58Z\"", "IssueInstant=\"2026-11-22T10:01:01Z\""))
        .isEqualTo("issued in the future");
  }

  @Test
  void tenMinutesAreTheLongestLife() {
    var end = "10:05:00Z";
    assertThat(reasonAfter(end, "10:09:58Z")).isEqualTo("accepted");
    assertThat(reasonAfter(end, "10:09:59Z")).isEqualTo("its life is too long");
    assertThat(judge(signed(), policy().livingAtMost(Duration.ofMinutes(5))))
        .isEqualTo(new AssertionVerdict.Invalid("its life is too long"));
  }

  @Test
  void anEndIsRequired() {
    assertThat(reasonAfter(" NotOnOrAfter=\"2026-11-22T10:05:00Z\"", "")).contains("missing");
  }

  @Test
  void onlyTimesInUtcAreTimes() {
    assertThat(
            reasonAfter("NotBefore=\"2026-11-22T09:59:58Z\"", "NotBefore=\"2026-11-22T09:59:58\""))
        .isEqualTo("NotBefore: not of its form");
    assertThat(
            reasonAfter(
                "NotBefore=\"2026-11-22T09:59:58Z\"", "NotBefore=\"2026-11-22T10:59:58+01:00\""))
        .isEqualTo("NotBefore: not of its form");
  }

  @Test
  void anotherRecipientIsRefusedWhereOneIsExpected() {
    assertThat(judge(signed(), policy().deliveredTo("https://api.example.com/saml")))
        .isInstanceOf(VerifiedAssertion.class);
    assertThat(judge(signed(), policy().deliveredTo("https://api.example.com/saml/")))
        .isEqualTo(new AssertionVerdict.Invalid("another recipient"));
    var none = unsigned().replace(" Recipient=\"https://api.example.com/saml\"", "");
    assertThat(judge(sign(none, How.usual()), policy().deliveredTo("https://api.example.com/saml")))
        .isEqualTo(new AssertionVerdict.Invalid("another recipient"));
  }

  @Test
  void anAttributeThatStandsTwiceIsRefused() {
    var mail = "<saml:Attribute Name=\"mail\"><saml:AttributeValue>bob@example.com";
    assertThat(
            reasonAfter(
                mail,
                "<saml:Attribute Name=\"mail\"><saml:AttributeValue>carol@example.com"
                    + "</saml:AttributeValue></saml:Attribute>"
                    + mail))
        .isEqualTo("an attribute that stands twice");
  }

  @Test
  void anEmptyNameAndAnotherVersionAreRefused() {
    assertThat(reasonAfter(TestIdp.BOB, " ")).isEqualTo("an empty name");
    assertThat(reasonAfter("Version=\"2.0\"", "Version=\"1.1\""))
        .isEqualTo("Version: not of its form");
  }

  @Test
  void oneTimeUseIsTold() {
    var once =
        sign(
            unsigned().replace("</saml:Conditions>", "<saml:OneTimeUse/></saml:Conditions>"),
            How.usual());
    assertThat(((VerifiedAssertion) judge(once)).once()).isTrue();
  }
}
