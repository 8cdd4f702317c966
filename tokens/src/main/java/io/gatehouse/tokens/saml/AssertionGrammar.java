package io.gatehouse.tokens.saml;

import static io.gatehouse.tokens.saml.Namespaces.ASSERTION;

import io.gatehouse.tokens.saml.Grammar.Content;
import io.gatehouse.tokens.saml.Grammar.Group;
import io.gatehouse.tokens.saml.Grammar.Name;
import io.gatehouse.tokens.saml.Grammar.Rule;
import io.gatehouse.tokens.saml.Grammar.Sequence;
import io.gatehouse.tokens.saml.Grammar.Text;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The assertions that are read: the part of SAML Core §2 that says who, for whom and until when.
 * Advice, decisions, encrypted parts and extensions are not among it.
 */
final class AssertionGrammar {
  private static final int MANY = 200;

  private AssertionGrammar() {}

  static Grammar signed() {
    var rules = new HashMap<Name, Rule>();
    assertion(rules);
    conditions(rules);
    statements(rules);
    SignatureGrammar.addTo(rules);
    return new Grammar(rules);
  }

  private static void assertion(Map<Name, Rule> rules) {
    rules.put(
        name("Assertion"),
        rule(
            Set.of("Version", "ID", "IssueInstant"),
            Set.of(),
            one("Issuer"),
            new Group(Set.of(new Name(Namespaces.SIGNATURE, "Signature")), 1, 1),
            one("Subject"),
            one("Conditions"),
            some(0, MANY, "AuthnStatement", "AttributeStatement")));
    rules.put(name("Issuer"), text("Format"));
    rules.put(name("Subject"), rule(Set.of(), Set.of(), one("NameID"), one("SubjectConfirmation")));
    rules.put(name("NameID"), text("Format", "NameQualifier", "SPNameQualifier", "SPProvidedID"));
    rules.put(
        name("SubjectConfirmation"),
        rule(Set.of("Method"), Set.of(), one("SubjectConfirmationData")));
    rules.put(
        name("SubjectConfirmationData"),
        rule(Set.of("NotOnOrAfter"), Set.of("NotBefore", "Recipient", "InResponseTo")));
  }

  private static void conditions(Map<Name, Rule> rules) {
    rules.put(
        name("Conditions"),
        rule(
            Set.of("NotOnOrAfter"),
            Set.of("NotBefore"),
            some(1, 10, "AudienceRestriction", "OneTimeUse", "ProxyRestriction")));
    rules.put(name("AudienceRestriction"), rule(Set.of(), Set.of(), some(1, 20, "Audience")));
    rules.put(name("Audience"), text());
    rules.put(name("OneTimeUse"), rule(Set.of(), Set.of()));
    rules.put(name("ProxyRestriction"), rule(Set.of(), Set.of("Count"), some(0, 20, "Audience")));
  }

  private static void statements(Map<Name, Rule> rules) {
    rules.put(
        name("AuthnStatement"),
        rule(
            Set.of("AuthnInstant"),
            Set.of("SessionIndex", "SessionNotOnOrAfter"),
            some(0, 1, "SubjectLocality"),
            one("AuthnContext")));
    rules.put(name("SubjectLocality"), rule(Set.of(), Set.of("Address", "DNSName")));
    rules.put(
        name("AuthnContext"),
        rule(
            Set.of(),
            Set.of(),
            some(0, 1, "AuthnContextClassRef"),
            some(0, 1, "AuthnContextDeclRef"),
            some(0, 10, "AuthenticatingAuthority")));
    rules.put(name("AuthnContextClassRef"), text());
    rules.put(name("AuthnContextDeclRef"), text());
    rules.put(name("AuthenticatingAuthority"), text());
    rules.put(name("AttributeStatement"), rule(Set.of(), Set.of(), some(1, MANY, "Attribute")));
    rules.put(
        name("Attribute"),
        new Rule(
            Set.of("Name"),
            Set.of("NameFormat", "FriendlyName"),
            true,
            new Sequence(List.of(some(0, MANY, "AttributeValue")))));
    rules.put(name("AttributeValue"), new Rule(Set.of(), Set.of(), true, new Text()));
  }

  private static Name name(String local) {
    return new Name(ASSERTION, local);
  }

  private static Group one(String local) {
    return new Group(Set.of(name(local)), 1, 1);
  }

  private static Group some(int least, int most, String... locals) {
    var names = Arrays.stream(locals).map(AssertionGrammar::name).collect(Collectors.toSet());
    return new Group(names, least, most);
  }

  private static Rule text(String... optional) {
    return new Rule(Set.of(), Set.of(optional), false, new Text());
  }

  private static Rule rule(Set<String> required, Set<String> optional, Group... groups) {
    Content content = new Sequence(List.of(groups));
    return new Rule(required, optional, false, content);
  }
}
