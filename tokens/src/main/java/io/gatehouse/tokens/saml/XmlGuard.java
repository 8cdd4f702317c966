package io.gatehouse.tokens.saml;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The one way in for XML: bytes in, a tree of elements, attributes and text out, or nothing. */
final class XmlGuard {
  private XmlGuard() {}

  /**
   * How much XML is read.
   *
   * @param comments whether comments are dropped; else they are refused like all other markup
   */
  record Limits(int bytes, int depth, int elements, int attributes, boolean comments) {
    /** What a stranger sends. */
    static final Limits MESSAGE = new Limits(64 * 1024, 16, 1_000, 24, false);

    /** A file that the operator named. */
    static final Limits FILE = new Limits(16 * 1024 * 1024, 40, 1_000_000, 64, true);
  }

  /** The answer of the guard. */
  sealed interface Outcome {}

  /** A tree that holds nothing but elements, attributes and text. */
  record Tree(Document document) implements Outcome {}

  /**
   * @param line where the parser gave up; 0 when it was never asked
   */
  record Unsafe(String reason, int line) implements Outcome {}

  static Outcome read(byte[] bytes, Limits limits) {
    if (bytes.length > limits.bytes()) {
      return new Unsafe("more than " + limits.bytes() + " bytes", 0);
    }
    var text = XmlText.read(bytes, limits.comments());
    return text.isEmpty()
        ? new Unsafe("not plain UTF-8 XML without declarations and instructions", 0)
        : parse(text.get(), limits);
  }

  private static Outcome parse(String text, Limits limits) {
    try {
      var document = builder(limits).parse(new InputSource(new StringReader(text)));
      return flaw(document, limits)
          .<Outcome>map(reason -> new Unsafe(reason, 0))
          .orElseGet(() -> new Tree(document));
    } catch (SAXParseException broken) {
      return new Unsafe("not well-formed", broken.getLineNumber());
    } catch (SAXException broken) {
      return new Unsafe("not well-formed", 0);
    } catch (IOException impossible) {
      throw new IllegalStateException("a text in memory cannot be read", impossible);
    }
  }

  private static DocumentBuilder builder(Limits limits) {
    var factory = DocumentBuilderFactory.newDefaultNSInstance();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setAttribute("jdk.xml.maxElementDepth", Integer.toString(limits.depth()));
      factory.setAttribute("jdk.xml.elementAttributeLimit", Integer.toString(limits.attributes()));
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(true);
      factory.setIgnoringComments(limits.comments());
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Thrown());
      return builder;
    } catch (ParserConfigurationException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  // What the text cannot show: the kinds of nodes, how many, and ids that stand twice.
  private static Optional<String> flaw(Document document, Limits limits) {
    var ids = new HashSet<String>();
    int elements = 0;
    for (Node node = document.getDocumentElement(); node != null; node = next(node, document)) {
      if (node.getNodeType() == Node.ELEMENT_NODE) {
        elements++;
        var twice = duplicateId(node, ids);
        if (twice.isPresent()) {
          return twice;
        }
      } else if (node.getNodeType() != Node.TEXT_NODE) {
        return Optional.of("a node that is no element and no text");
      }
    }
    return elements > limits.elements() ? Optional.of("too many elements") : Optional.empty();
  }

  private static Optional<String> duplicateId(Node element, Set<String> ids) {
    var attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      var attribute = attributes.item(i);
      boolean names = "id".equals(attribute.getLocalName().toLowerCase(Locale.ROOT));
      if (names && !ids.add(attribute.getNodeValue())) {
        return Optional.of("an id that stands twice");
      }
    }
    return Optional.empty();
  }

  // In the order of the document, without recursion.
  private static @org.jspecify.annotations.Nullable Node next(Node node, Document document) {
    if (node.getFirstChild() != null) {
      return node.getFirstChild();
    }
    Node at = node;
    while (at != null && !at.isSameNode(document) && at.getNextSibling() == null) {
      at = at.getParentNode();
    }
    return at == null || at.isSameNode(document) ? null : at.getNextSibling();
  }

  /** The parser prints nothing of its own. */
  private static final class Thrown implements ErrorHandler {
    @Override
    public void warning(SAXParseException told) throws SAXException {
      throw told;
    }

    @Override
    public void error(SAXParseException told) throws SAXException {
      throw told;
    }

    @Override
    public void fatalError(SAXParseException told) throws SAXException {
      throw told;
    }
  }
}
