package io.gatehouse.tokens.saml;

import io.gatehouse.tokens.jwt.Base64Url;
import io.gatehouse.tokens.saml.XmlGuard.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/**
 * One signed assertion of a known shape, and nothing beside it. Nothing that it says is true yet;
 * only its issuer can be asked for, to choose the keys.
 */
public final class UnverifiedAssertion implements AssertionReading {
  /** Of the encoded form. */
  private static final int LONGEST = 16 * 1024;

  private static final Pattern ISSUER =
      Pattern.compile("<(?:[A-Za-z_][\\w.-]{0,40}:)?Issuer\\b[^<>]*>([^<]*)</");

  private static final Grammar GRAMMAR = AssertionGrammar.signed();

  private final Element root;
  private final SignatureShape signature;

  private UnverifiedAssertion(Element root, SignatureShape signature) {
    this.root = root;
    this.signature = signature;
  }

  /** Reads base64url of the UTF-8 XML. */
  public static AssertionReading parse(String encoded) {
    if (encoded.length() > LONGEST) {
      return new Unreadable("longer than 16 KiB");
    }
    return Base64Url.decode(encoded)
        .map(UnverifiedAssertion::parse)
        .orElseGet(() -> new Unreadable("not base64url"));
  }

  private static AssertionReading parse(byte[] xml) {
    return switch (XmlGuard.read(xml, Limits.MESSAGE)) {
      case XmlGuard.Unsafe(var reason, var line) -> new Unreadable(reason);
      case XmlGuard.Tree(var document) -> of(document.getDocumentElement());
    };
  }

  static AssertionReading of(Element root) {
    if (!Grammar.Name.of(root).equals(new Grammar.Name(Namespaces.ASSERTION, "Assertion"))) {
      return new Unreadable("the root is no assertion");
    }
    var flaw = GRAMMAR.flaw(root).or(() -> Typed.flaw(root));
    var signature = SignatureShape.of(root);
    if (flaw.isPresent() || signature.isEmpty()) {
      return new Unreadable(flaw.orElse("no signature"));
    }
    return signature
        .get()
        .flaw(root.getAttribute("ID"))
        .<AssertionReading>map(Unreadable::new)
        .orElseGet(() -> new UnverifiedAssertion(root, signature.get()));
  }

  /**
   * Whose assertion the bytes claim to be, without reading them as XML: a choice of whom to ask,
   * proof of nothing.
   */
  public static Optional<String> claimedIssuer(String encoded) {
    return encoded.length() > LONGEST
        ? Optional.empty()
        : Base64Url.decode(encoded)
            .map(bytes -> ISSUER.matcher(new String(bytes, StandardCharsets.UTF_8)))
            .filter(Matcher::find)
            .map(found -> found.group(1).replace("&lt;", "<").replace("&amp;", "&"));
  }

  Element root() {
    return root;
  }

  String keyType() {
    return signature.keyType();
  }
}
