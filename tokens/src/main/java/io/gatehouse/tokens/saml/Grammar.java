package io.gatehouse.tokens.saml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Which elements a document may hold, in which order, with which attributes. What is not listed is
 * refused, so nothing is left to be read one way by a signature and another way by a reader.
 */
final class Grammar {
  private final Map<Name, Rule> rules;

  Grammar(Map<Name, Rule> rules) {
    this.rules = Map.copyOf(rules);
  }

  record Name(String namespace, String local) {
    static Name of(Node node) {
      return new Name(Optional.ofNullable(node.getNamespaceURI()).orElse(""), local(node));
    }

    private static String local(Node node) {
      return Optional.ofNullable(node.getLocalName()).orElse("");
    }
  }

  /** What an element holds beside its attributes. */
  sealed interface Content {}

  /** Text and nothing else. */
  record Text() implements Content {}

  /** Children in this order; between them blanks only. */
  record Sequence(List<Group> groups) implements Content {}

  /** So many children, each of one of these names. */
  record Group(Set<Name> names, int least, int most) {}

  /**
   * @param required attributes without a namespace that must be there
   * @param optional attributes without a namespace that may be there
   * @param foreign whether attributes of other people's namespaces may be there; nobody reads them
   */
  record Rule(Set<String> required, Set<String> optional, boolean foreign, Content content) {}

  /** What is wrong with the tree below this element; empty when all of it is known. */
  Optional<String> flaw(Element element) {
    var rule = rules.get(Name.of(element));
    if (rule == null) {
      return Optional.of("an element that has no place here: " + element.getLocalName());
    }
    return attributes(element, rule)
        .or(() ->
            switch (rule.content()) {
              case Text text -> textOnly(element);
              case Sequence sequence -> sequence(element, sequence);
            });
  }

  private static Optional<String> attributes(Element element, Rule rule) {
    var attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      if (!known(attributes.item(i), rule)) {
        return wrong(element, "an attribute that has no place there");
      }
    }
    return rule.required().stream().allMatch(element::hasAttribute)
        ? Optional.empty()
        : wrong(element, "an attribute is missing");
  }

  private static boolean known(Node attribute, Rule rule) {
    var name = Name.of(attribute);
    return switch (name.namespace()) {
      case "" -> rule.required().contains(name.local()) || rule.optional().contains(name.local());
      case Declarations.XMLNS -> Declarations.isPlain(attribute);
      // The type of a value is told and not used: every value is read as the text it is.
      case Namespaces.INSTANCE -> rule.foreign() && name.local().equals("type");
      case Declarations.XML, Namespaces.ASSERTION, Namespaces.SIGNATURE -> false;
      default -> rule.foreign();
    };
  }

  private Optional<String> sequence(Element element, Sequence sequence) {
    var groups = sequence.groups().iterator();
    var group = groups.hasNext() ? Optional.of(groups.next()) : Optional.<Group>empty();
    int taken = 0;
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (!(child instanceof Element inner)) {
        if (!child.getNodeValue().isBlank()) {
          return wrong(element, "text between its elements");
        }
        continue;
      }
      while (group.isPresent() && !takes(group.get(), inner, taken)) {
        if (taken < group.get().least()) {
          return wrong(element, "an element is missing or out of order");
        }
        group = groups.hasNext() ? Optional.of(groups.next()) : Optional.empty();
        taken = 0;
      }
      if (group.isEmpty()) {
        return wrong(element, "an element that has no place there: " + inner.getLocalName());
      }
      taken++;
      var deeper = flaw(inner);
      if (deeper.isPresent()) {
        return deeper;
      }
    }
    return missing(group, taken, groups) ? wrong(element, "an element is missing") : none();
  }

  private static boolean takes(Group group, Element child, int taken) {
    return taken < group.most() && group.names().contains(Name.of(child));
  }

  private static boolean missing(
      Optional<Group> group, int taken, java.util.Iterator<Group> later) {
    boolean missing = group.filter(open -> taken < open.least()).isPresent();
    while (later.hasNext()) {
      missing |= later.next().least() > 0;
    }
    return missing;
  }

  private static Optional<String> textOnly(Element element) {
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeType() != Node.TEXT_NODE) {
        return wrong(element, "an element inside a text");
      }
    }
    return none();
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static Optional<String> wrong(Element element, String what) {
    return Optional.of(element.getLocalName() + ": " + what);
  }
}
