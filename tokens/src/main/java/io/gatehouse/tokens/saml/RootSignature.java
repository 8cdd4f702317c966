package io.gatehouse.tokens.saml;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.xml.security.Init;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.apache.xml.security.signature.XMLSignature;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The signature over a whole metadata file (SAML Metadata §3). */
final class RootSignature {
  private static final Grammar GRAMMAR = SignatureGrammar.alone();

  private RootSignature() {}

  /** What was found. */
  enum Judgement {
    GOOD,
    MISSING,
    BAD
  }

  static Judgement judge(Element root, List<PublicKey> signers) {
    return signature(root)
        .map(signature -> judge(root, signature, signers))
        .orElse(Judgement.MISSING);
  }

  private static Judgement judge(Element root, Element signature, List<PublicKey> signers) {
    var shape = SignatureShape.of(root);
    if (GRAMMAR.flaw(signature).isPresent()
        || !root.hasAttribute("ID")
        || shape.flatMap(s -> s.flaw(root.getAttribute("ID"))).isPresent()) {
      return Judgement.BAD;
    }
    root.setIdAttribute("ID", true);
    return santuario(signature)
            .filter(s -> signers.stream().anyMatch(key -> Santuario.covers(s, key, root)))
            .isPresent()
        ? Judgement.GOOD
        : Judgement.BAD;
  }

  private static Optional<XMLSignature> santuario(Element signature) {
    Init.init();
    try {
      return Optional.of(new XMLSignature(signature, "", true));
    } catch (XMLSecurityException broken) {
      return Optional.empty();
    }
  }

  private static Optional<Element> signature(Element root) {
    for (Node child = root.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element
          && Grammar.Name.of(element).equals(new Grammar.Name(Namespaces.SIGNATURE, "Signature"))) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }
}
