package io.gatehouse.tokens.saml;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** Attributes and texts that have a form of their own, judged before a library reads them. */
final class Typed {
  private static final Pattern UTC =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,255}");

  private static final Map<String, Predicate<String>> ATTRIBUTES =
      Map.of(
          "Version", text -> text.equals("2.0"),
          "ID", text -> NAME.matcher(text).matches(),
          "IssueInstant", Typed::isTime,
          "NotBefore", Typed::isTime,
          "NotOnOrAfter", Typed::isTime,
          "AuthnInstant", Typed::isTime,
          "SessionNotOnOrAfter", Typed::isTime,
          "Count", text -> text.matches("\\d{1,9}"));

  private Typed() {}

  /** What is wrong with the values below this element. */
  static Optional<String> flaw(Element root) {
    var all = root.getElementsByTagNameNS(Namespaces.ASSERTION, "*");
    var flaw = own(root);
    for (int i = 0; flaw.isEmpty() && i < all.getLength(); i++) {
      flaw = all.item(i) instanceof Element element ? own(element) : Optional.empty();
    }
    return flaw.or(() -> base64(root, "SignatureValue")).or(() -> base64(root, "DigestValue"));
  }

  private static Optional<String> own(Element element) {
    for (var form : ATTRIBUTES.entrySet()) {
      var name = form.getKey();
      if (element.hasAttribute(name) && !form.getValue().test(element.getAttribute(name))) {
        return Optional.of(name + ": not of its form");
      }
    }
    return Optional.empty();
  }

  // Bits that carry nothing are zero, so that one signature has one spelling (RFC 4648 §3.5).
  private static Optional<String> base64(Element root, String local) {
    var element = root.getElementsByTagNameNS(Namespaces.SIGNATURE, local).item(0);
    var text = element == null ? "" : element.getTextContent().replaceAll("[ \\t\\r\\n]", "");
    try {
      var again = Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text));
      return again.equals(text) ? Optional.empty() : Optional.of(local + ": not of its form");
    } catch (IllegalArgumentException notBase64) {
      return Optional.of(local + ": not of its form");
    }
  }

  // SAML Core §1.3.3: in UTC. Instant.parse alone also takes offsets and longer years.
  private static boolean isTime(String text) {
    try {
      return UTC.matcher(text).matches() && Instant.parse(text).isAfter(Instant.EPOCH);
    } catch (DateTimeParseException noSuchMoment) {
      return false;
    }
  }
}
