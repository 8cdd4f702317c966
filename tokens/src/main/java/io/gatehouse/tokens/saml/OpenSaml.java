package io.gatehouse.tokens.saml;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.xml.security.signature.XMLSignature;
import org.opensaml.core.config.ConfigurationService;
import org.opensaml.core.config.InitializationException;
import org.opensaml.core.xml.config.XMLObjectProviderRegistry;
import org.opensaml.core.xml.io.UnmarshallingException;
import org.opensaml.saml.saml2.core.Assertion;
import org.opensaml.saml.security.impl.SAMLSignatureProfileValidator;
import org.opensaml.xmlsec.config.impl.ApacheXMLSecurityInitializer;
import org.opensaml.xmlsec.signature.impl.SignatureImpl;
import org.opensaml.xmlsec.signature.support.SignatureException;
import org.w3c.dom.Element;

/** OpenSAML with Santuario, made ready once; of it only what reads and verifies an assertion. */
public final class OpenSaml {
  private final XMLObjectProviderRegistry registry;
  private final SAMLSignatureProfileValidator profile = new SAMLSignatureProfileValidator();

  /** Held, because a logger that nobody holds forgets its level. */
  private static final Logger SANTUARIO = Logger.getLogger("org.apache.xml.security");

  private OpenSaml(XMLObjectProviderRegistry registry) {
    this.registry = registry;
  }

  /**
   * Takes some hundred milliseconds. The library's own way of starting loads every module that it
   * finds, with the parts that open connections; here is the list of what is needed.
   */
  public static OpenSaml start() {
    // It warns of every signature that is wrong, which is for strangers to decide how often.
    SANTUARIO.setLevel(Level.OFF);
    try {
      new ApacheXMLSecurityInitializer().init();
      new Providers().init();
    } catch (InitializationException broken) {
      throw new IllegalStateException("OpenSAML does not start", broken);
    }
    return new OpenSaml(ConfigurationService.get(XMLObjectProviderRegistry.class));
  }

  /**
   * The assertion that one of these keys signed: read from the very element that the signature
   * covers, whatever its id says.
   */
  Optional<Assertion> verified(Element root, List<PublicKey> keys) {
    return unmarshalled(root)
        .filter(assertion -> root.isSameNode(assertion.getDOM()))
        .filter(assertion ->
            signature(assertion)
                .filter(s -> keys.stream().anyMatch(key -> Santuario.covers(s, key, root)))
                .isPresent());
  }

  // The library's readers throw whatever the JDK's parsers throw: it is the message that is wrong.
  private Optional<Assertion> unmarshalled(Element root) {
    try {
      var unmarshaller = registry.getUnmarshallerFactory().getUnmarshaller(root);
      return unmarshaller != null && unmarshaller.unmarshall(root) instanceof Assertion assertion
          ? Optional.of(assertion)
          : Optional.empty();
    } catch (UnmarshallingException | IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  private Optional<XMLSignature> signature(Assertion assertion) {
    if (!(assertion.getSignature() instanceof SignatureImpl signature)) {
      return Optional.empty();
    }
    try {
      profile.validate(signature);
      return Optional.ofNullable(signature.getXMLSignature());
    } catch (SignatureException notOfTheProfile) {
      return Optional.empty();
    }
  }

  /** The elements of an assertion and of a signature. */
  private static final class Providers
      extends org.opensaml.core.xml.config.AbstractXMLObjectProviderInitializer {
    @Override
    protected String[] getConfigResources() {
      return new String[] {
        "/default-config.xml",
        "/schema-config.xml",
        "/signature-config.xml",
        "/saml2-assertion-config.xml"
      };
    }
  }
}
