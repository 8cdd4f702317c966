package io.gatehouse.tokens.saml;

/** The names that SAML documents are made of. */
final class Namespaces {
  static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
  static final String METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
  static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
  static final String SIGNATURE_11 = "http://www.w3.org/2009/xmldsig11#";
  static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
  static final String ENVELOPED = SIGNATURE + "enveloped-signature";
  static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
  static final String SCHEMA = "http://www.w3.org/2001/XMLSchema";

  /** SAML Profiles §3.3. */
  static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

  private Namespaces() {}
}
