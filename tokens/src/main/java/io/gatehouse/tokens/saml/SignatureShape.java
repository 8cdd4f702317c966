package io.gatehouse.tokens.saml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What a signature says of itself, judged before anything is computed: it covers the whole root and
 * nothing else, by algorithms of a short list.
 */
final class SignatureShape {
  private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
  private static final String PSS = "http://www.w3.org/2007/05/xmldsig-more#";

  /** Each algorithm with the type of key that it needs. SHA-1, DSA and HMAC are not here. */
  private static final Map<String, String> KEY_TYPES =
      Map.of(
          MORE + "rsa-sha256", "RSA",
          MORE + "rsa-sha384", "RSA",
          MORE + "rsa-sha512", "RSA",
          PSS + "sha256-rsa-MGF1", "RSA",
          PSS + "sha384-rsa-MGF1", "RSA",
          PSS + "sha512-rsa-MGF1", "RSA",
          MORE + "ecdsa-sha256", "EC",
          MORE + "ecdsa-sha384", "EC",
          MORE + "ecdsa-sha512", "EC");

  private static final Set<String> DIGESTS =
      Set.of(
          "http://www.w3.org/2001/04/xmlenc#sha256",
          MORE + "sha384",
          "http://www.w3.org/2001/04/xmlenc#sha512");

  private final Element signature;

  private SignatureShape(Element signature) {
    this.signature = signature;
  }

  /** The signature of a document whose grammar holds. */
  static Optional<SignatureShape> of(Element root) {
    for (Node child = root.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element
          && Grammar.Name.of(element).equals(new Grammar.Name(Namespaces.SIGNATURE, "Signature"))) {
        return Optional.of(new SignatureShape(element));
      }
    }
    return Optional.empty();
  }

  /** What is wrong with it; empty when it signs the root by what is allowed. */
  Optional<String> flaw(String rootId) {
    if (!keyTypeKnown()) {
      return Optional.of("a signature algorithm that is not allowed");
    }
    if (!algorithms("DigestMethod").stream().allMatch(DIGESTS::contains)) {
      return Optional.of("a digest algorithm that is not allowed");
    }
    if (!algorithms("CanonicalizationMethod").equals(List.of(Namespaces.EXCLUSIVE))) {
      return Optional.of("a canonical form that is not allowed");
    }
    // SAML Core §5.4.4: these two and no other; the order is the one in which they make sense.
    if (!algorithms("Transform").equals(List.of(Namespaces.ENVELOPED, Namespaces.EXCLUSIVE))) {
      return Optional.of("transforms that are not allowed");
    }
    // SAML Core §5.4.2: the reference names the root by its ID.
    return attributes("Reference", "URI").equals(List.of("#" + rootId))
        ? Optional.empty()
        : Optional.of("a reference to something else");
  }

  /** {@code RSA} or {@code EC}. */
  String keyType() {
    return KEY_TYPES.getOrDefault(String.join(" ", algorithms("SignatureMethod")), "none");
  }

  private boolean keyTypeKnown() {
    return !keyType().equals("none");
  }

  private List<String> algorithms(String local) {
    return attributes(local, "Algorithm");
  }

  private List<String> attributes(String local, String name) {
    var found = new java.util.ArrayList<String>();
    var elements = signature.getElementsByTagNameNS(Namespaces.SIGNATURE, local);
    for (int i = 0; i < elements.getLength(); i++) {
      if (elements.item(i) instanceof Element element) {
        found.add(element.getAttribute(name));
      }
    }
    return found;
  }
}
