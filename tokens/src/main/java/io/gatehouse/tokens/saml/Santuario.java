package io.gatehouse.tokens.saml;

import java.security.PublicKey;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.apache.xml.security.signature.XMLSignature;
import org.apache.xml.security.signature.reference.ReferenceSubTreeData;
import org.w3c.dom.Element;

/** The arithmetic of an XML signature. */
final class Santuario {
  private Santuario() {}

  /**
   * Whether this key signed this element: the very one that was digested, by identity and not by
   * what its id says.
   */
  static boolean covers(XMLSignature signature, PublicKey key, Element element) {
    try {
      return signature.checkSignatureValue(key)
          && signature.getSignedInfo().getLength() == 1
          && signature.getSignedInfo().item(0).getReferenceData()
              instanceof ReferenceSubTreeData digested
          && element.isSameNode(digested.getRoot());
    } catch (XMLSecurityException | IllegalArgumentException notASignature) {
      return false;
    }
  }
}
