package io.gatehouse.tokens.saml;

import java.util.Locale;
import java.util.Optional;
import org.w3c.dom.Node;

/** Namespace declarations, where signatures were void and names were doubled before. */
final class Declarations {
  static final String XML = "http://www.w3.org/XML/1998/namespace";
  static final String XMLNS = "http://www.w3.org/2000/xmlns/";

  private Declarations() {}

  /**
   * Whether a declaration means the same to everybody: an absolute name, for which canonical forms
   * are defined (Canonical XML §1.1 has none for relative ones); no prefix that looks like an id;
   * no prefix that means something else further out.
   */
  static boolean isPlain(Node declaration) {
    var prefix = Optional.ofNullable(declaration.getLocalName()).orElse("");
    var uri = declaration.getNodeValue();
    return uri.matches("(urn|https?|[a-z][a-z0-9+.-]+):[\\x21-\\x7E]+")
        && !prefix.toLowerCase(Locale.ROOT).equals("id")
        && !meansOtherwise(declaration, prefix, uri);
  }

  private static boolean meansOtherwise(Node declaration, String prefix, String uri) {
    if (!(declaration instanceof org.w3c.dom.Attr attribute)) {
      return true;
    }
    var outer = attribute.getOwnerElement().getParentNode();
    if (outer == null) {
      return false;
    }
    var before = outer.lookupNamespaceURI(prefix.equals("xmlns") ? null : prefix);
    return before != null && !before.equals(uri);
  }
}
