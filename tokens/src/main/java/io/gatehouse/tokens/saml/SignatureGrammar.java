package io.gatehouse.tokens.saml;

import static io.gatehouse.tokens.saml.Namespaces.SIGNATURE;
import static io.gatehouse.tokens.saml.Namespaces.SIGNATURE_11;

import io.gatehouse.tokens.saml.Grammar.Group;
import io.gatehouse.tokens.saml.Grammar.Name;
import io.gatehouse.tokens.saml.Grammar.Rule;
import io.gatehouse.tokens.saml.Grammar.Sequence;
import io.gatehouse.tokens.saml.Grammar.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The one signature that is read (SAML Core §5.4): one SignedInfo, one Reference, two transforms.
 * Objects, manifests, parameters of algorithms and keys to be fetched are not among it. What
 * KeyInfo holds is checked for its shape and never read.
 */
final class SignatureGrammar {
  private static final Set<String> NONE = Set.of();

  private SignatureGrammar() {}

  /** A signature by itself, whatever stands around it. */
  static Grammar alone() {
    var rules = new java.util.HashMap<Name, Rule>();
    addTo(rules);
    return new Grammar(rules);
  }

  static void addTo(Map<Name, Rule> rules) {
    rules.put(
        name("Signature"),
        rule(NONE, Set.of("Id"), one("SignedInfo"), one("SignatureValue"), upTo(1, "KeyInfo")));
    rules.put(
        name("SignedInfo"),
        rule(
            NONE,
            Set.of("Id"),
            one("CanonicalizationMethod"),
            one("SignatureMethod"),
            one("Reference")));
    var inclusive = new Name(Namespaces.EXCLUSIVE, "InclusiveNamespaces");
    var prefixes = new Group(Set.of(inclusive), 0, 1);
    rules.put(inclusive, rule(Set.of("PrefixList"), NONE));
    rules.put(name("CanonicalizationMethod"), rule(Set.of("Algorithm"), NONE, prefixes));
    rules.put(name("SignatureMethod"), rule(Set.of("Algorithm"), NONE));
    rules.put(
        name("Reference"),
        rule(
            Set.of("URI"),
            Set.of("Id"),
            one("Transforms"),
            one("DigestMethod"),
            one("DigestValue")));
    rules.put(name("Transforms"), rule(NONE, NONE, new Group(Set.of(name("Transform")), 2, 2)));
    rules.put(name("Transform"), rule(Set.of("Algorithm"), NONE, prefixes));
    rules.put(name("DigestMethod"), rule(Set.of("Algorithm"), NONE));
    rules.put(name("DigestValue"), text(NONE));
    rules.put(name("SignatureValue"), text(Set.of("Id")));
    keys(rules);
  }

  private static void keys(Map<Name, Rule> rules) {
    rules.put(
        name("KeyInfo"), rule(NONE, Set.of("Id"), upTo(8, "X509Data", "KeyName", "KeyValue")));
    rules.put(name("KeyName"), text(NONE));
    rules.put(
        name("X509Data"),
        rule(
            NONE,
            NONE,
            upTo(10, "X509Certificate", "X509IssuerSerial", "X509SubjectName", "X509SKI")));
    rules.put(
        name("X509IssuerSerial"), rule(NONE, NONE, one("X509IssuerName"), one("X509SerialNumber")));
    var curve = new Name(SIGNATURE_11, "ECKeyValue");
    rules.put(
        name("KeyValue"), rule(NONE, NONE, new Group(Set.of(name("RSAKeyValue"), curve), 1, 1)));
    rules.put(name("RSAKeyValue"), rule(NONE, NONE, one("Modulus"), one("Exponent")));
    var named = new Name(SIGNATURE_11, "NamedCurve");
    var point = new Name(SIGNATURE_11, "PublicKey");
    rules.put(
        curve, rule(NONE, NONE, new Group(Set.of(named), 1, 1), new Group(Set.of(point), 1, 1)));
    rules.put(named, rule(Set.of("URI"), NONE));
    rules.put(point, text(NONE));
    for (var leaf :
        List.of(
            "X509Certificate",
            "X509SubjectName",
            "X509SKI",
            "X509IssuerName",
            "X509SerialNumber",
            "Modulus",
            "Exponent")) {
      rules.put(name(leaf), text(NONE));
    }
  }

  private static Name name(String local) {
    return new Name(SIGNATURE, local);
  }

  private static Group one(String local) {
    return new Group(Set.of(name(local)), 1, 1);
  }

  private static Group upTo(int most, String... locals) {
    var names =
        java.util.Arrays.stream(locals)
            .map(SignatureGrammar::name)
            .collect(java.util.stream.Collectors.toSet());
    return new Group(names, 0, most);
  }

  private static Rule text(Set<String> optional) {
    return new Rule(NONE, optional, false, new Text());
  }

  private static Rule rule(Set<String> required, Set<String> optional, Group... groups) {
    return new Rule(required, optional, false, new Sequence(List.of(groups)));
  }
}
