import sys
from saml2 import class_name, saml, xmldsig
from saml2.sigver import CryptoBackendXmlSec1, SecurityContext, pre_signature_part

key, certificate, issuer, subject, audience, issued, end = sys.argv[1:]
bearer = saml.SubjectConfirmation(
    method=saml.SCM_BEARER,
    subject_confirmation_data=saml.SubjectConfirmationData(not_on_or_after=end))
assertion = saml.Assertion(
    version="2.0", id="id-pysaml2-1", issue_instant=issued,
    issuer=saml.Issuer(text=issuer, format=saml.NAMEID_FORMAT_ENTITY),
    subject=saml.Subject(
        name_id=saml.NameID(format=saml.NAMEID_FORMAT_PERSISTENT, text=subject),
        subject_confirmation=[bearer]),
    conditions=saml.Conditions(
        not_before=issued, not_on_or_after=end,
        audience_restriction=[saml.AudienceRestriction(audience=[saml.Audience(text=audience)])]),
    attribute_statement=[saml.AttributeStatement(attribute=[saml.Attribute(
        name="mail", attribute_value=[saml.AttributeValue(text="bob@example.com")])])])
der = "".join(line for line in open(certificate).read().splitlines() if "-----" not in line)
assertion.signature = pre_signature_part(
    assertion.id, der, 1,
    sign_alg=xmldsig.SIG_RSA_SHA256, digest_alg=xmldsig.DIGEST_SHA256)
security = SecurityContext(
    CryptoBackendXmlSec1("/usr/bin/xmlsec1"), key_file=key, cert_file=certificate)
sys.stdout.write(security.sign_statement(
    assertion, class_name(assertion), key_file=key, node_id=assertion.id))
