package io.gatehouse.tokens.saml;

import io.gatehouse.tokens.saml.VerifiedAssertion.Contents;
import io.gatehouse.tokens.saml.VerifiedAssertion.SignIn;
import io.gatehouse.tokens.saml.VerifiedAssertion.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensaml.core.xml.XMLObject;
import org.opensaml.saml.saml2.core.Assertion;
import org.opensaml.saml.saml2.core.Attribute;
import org.opensaml.saml.saml2.core.AudienceRestriction;
import org.w3c.dom.Element;

/**
 * What a signed assertion says, in our own types.
 *
 * @param starts before each of these it is not valid
 * @param confirmation method of its one subject confirmation
 * @param repeats whether two attributes have one name, so that readers could choose differently
 */
record AssertionContents(
    Contents contents,
    List<Instant> starts,
    String confirmation,
    Optional<String> recipient,
    boolean repeats) {

  static AssertionContents read(Assertion assertion) {
    return new Reader(assertion).read();
  }

  private record Reader(Assertion assertion) {
    AssertionContents read() {
      var confirmation = assertion.getSubject().getSubjectConfirmations().getFirst();
      var delivered = confirmation.getSubjectConfirmationData();
      var attributes = new HashMap<String, List<String>>();
      return new AssertionContents(
          contents(attributes),
          starts(),
          text(element(confirmation), "Method"),
          optional(element(delivered), "Recipient"),
          attributes.size() < allAttributes().size());
    }

    private Contents contents(Map<String, List<String>> attributes) {
      var name = assertion.getSubject().getNameID();
      allAttributes().forEach(a -> attributes.put(text(element(a), "Name"), values(a)));
      return new Contents(
          text(element(assertion), "ID"),
          content(assertion.getIssuer()),
          new Subject(content(name), optional(element(name), "Format")),
          time(element(assertion), "IssueInstant"),
          ends().stream().min(Instant::compareTo).orElseThrow(),
          audiences(),
          assertion.getConditions().getOneTimeUse() != null,
          signIn(),
          attributes);
    }

    private List<Instant> starts() {
      var starts = new ArrayList<Instant>();
      optionalTime(assertion.getConditions(), "NotBefore").ifPresent(starts::add);
      optionalTime(delivered(), "NotBefore").ifPresent(starts::add);
      return starts;
    }

    private List<Instant> ends() {
      var ends = new ArrayList<Instant>();
      ends.add(time(element(assertion.getConditions()), "NotOnOrAfter"));
      ends.add(time(element(delivered()), "NotOnOrAfter"));
      for (var statement : assertion.getAuthnStatements()) {
        optionalTime(statement, "SessionNotOnOrAfter").ifPresent(ends::add);
      }
      return ends;
    }

    private XMLObject delivered() {
      return assertion
          .getSubject()
          .getSubjectConfirmations()
          .getFirst()
          .getSubjectConfirmationData();
    }

    private Set<String> audiences() {
      var restrictions = assertion.getConditions().getAudienceRestrictions();
      var common = new HashSet<String>();
      for (int i = 0; i < restrictions.size(); i++) {
        var named = named(restrictions.get(i));
        if (i == 0) {
          common.addAll(named);
        } else {
          common.retainAll(named);
        }
      }
      return common;
    }

    private static Set<String> named(AudienceRestriction restriction) {
      var named = new HashSet<String>();
      restriction.getAudiences().forEach(audience -> named.add(content(audience)));
      return named;
    }

    private Optional<SignIn> signIn() {
      return assertion.getAuthnStatements().stream()
          .findFirst()
          .map(statement -> {
            var reference = statement.getAuthnContext().getAuthnContextClassRef();
            var contextClass =
                reference == null ? Optional.<String>empty() : Optional.of(content(reference));
            return new SignIn(time(element(statement), "AuthnInstant"), contextClass);
          });
    }

    private List<Attribute> allAttributes() {
      return assertion.getAttributeStatements().stream()
          .flatMap(statement -> statement.getAttributes().stream())
          .toList();
    }

    private static List<String> values(Attribute attribute) {
      return attribute.getAttributeValues().stream().map(Reader::content).toList();
    }

    private static Element element(XMLObject object) {
      return Optional.ofNullable(object.getDOM()).orElseThrow();
    }

    private static String content(XMLObject object) {
      return element(object).getTextContent();
    }

    private static String text(Element element, String attribute) {
      return element.getAttribute(attribute);
    }

    private static Optional<String> optional(Element element, String attribute) {
      return element.hasAttribute(attribute)
          ? Optional.of(element.getAttribute(attribute))
          : Optional.empty();
    }

    private static Optional<Instant> optionalTime(XMLObject object, String attribute) {
      return optional(element(object), attribute).map(text -> time(element(object), attribute));
    }

    private static Instant time(Element element, String attribute) {
      return Instant.parse(element.getAttribute(attribute));
    }
  }
}
