package io.gatehouse.tokens.saml;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A bearer assertion to be signed.
 *
 * @param id an XML name; unique
 * @param subject entryUUID of the person
 * @param recipient where it is delivered; empty: it says nothing of that
 */
public record NewAssertion(
    String id,
    String issuer,
    String subject,
    String audience,
    Optional<String> recipient,
    Instant issuedAt,
    Duration life) {
  private static final String PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";

  /** For whoever it reaches. */
  public NewAssertion(
      String id, String issuer, String subject, String audience, Instant issuedAt, Duration life) {
    this(id, issuer, subject, audience, Optional.empty(), issuedAt, life);
  }

  public Instant expiresAt() {
    return issuedAt.plus(life);
  }

  /** In canonical form, so that its own text is what is digested. */
  String start() {
    return """
    <saml:Assertion xmlns:saml="%s" ID="%s" IssueInstant="%s" Version="2.0">\
    <saml:Issuer>%s</saml:Issuer>\
    """
        .formatted(
            Namespaces.ASSERTION,
            CanonicalText.attribute(id),
            issuedAt,
            CanonicalText.text(issuer));
  }

  String rest() {
    return """
    <saml:Subject><saml:NameID Format="%s">%s</saml:NameID>\
    <saml:SubjectConfirmation Method="%s">\
    <saml:SubjectConfirmationData NotOnOrAfter="%s"%s></saml:SubjectConfirmationData>\
    </saml:SubjectConfirmation></saml:Subject>\
    <saml:Conditions NotBefore="%s" NotOnOrAfter="%s">\
    <saml:AudienceRestriction><saml:Audience>%s</saml:Audience></saml:AudienceRestriction>\
    </saml:Conditions></saml:Assertion>\
    """
        .formatted(
            PERSISTENT,
            CanonicalText.text(subject),
            Namespaces.BEARER,
            expiresAt(),
            recipient
                .map(CanonicalText::attribute)
                .map(where -> " Recipient=\"" + where + "\"")
                .orElse(""),
            issuedAt,
            expiresAt(),
            CanonicalText.text(audience));
  }
}
