package io.gatehouse.tokens.saml;

import static io.gatehouse.tokens.saml.Namespaces.METADATA;

import io.gatehouse.tokens.saml.TrustReading.Flawed;
import io.gatehouse.tokens.saml.TrustReading.Trusted;
import io.gatehouse.tokens.saml.XmlGuard.Limits;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * An issuer's SAML metadata as a file: one entity, or a collection in which the issuer stands once.
 * Its keys are trusted until the earliest {@code validUntil} around them.
 */
public final class MetadataFile {
  private static final String CREATED = "urn:oasis:names:tc:SAML:metadata:rpi";

  private final String text;
  private final Element root;
  private final Instant now;

  private MetadataFile(String text, Element root, Instant now) {
    this.text = text;
    this.root = root;
    this.now = now;
  }

  /**
   * @param entity whose keys are wanted
   * @param signers keys of which one must have signed the file; empty: trusted as it lies there
   */
  public static TrustReading read(
      byte[] xml, String entity, Optional<IssuerKeys> signers, Instant now) {
    return switch (XmlGuard.read(xml, Limits.FILE)) {
      case XmlGuard.Unsafe(var reason, var line) ->
          new Flawed(Math.max(1, line), "XML that cannot be used: " + reason);
      case XmlGuard.Tree(var document) -> {
        var text = new String(xml, StandardCharsets.UTF_8);
        var file = new MetadataFile(text, document.getDocumentElement(), now);
        var unsigned = signers.flatMap(file::unsigned);
        yield unsigned.isPresent() ? unsigned.get() : file.keysOf(entity);
      }
    };
  }

  private Optional<TrustReading> unsigned(IssuerKeys signers) {
    return switch (RootSignature.judge(root, signers.at(now))) {
      case GOOD -> Optional.empty();
      case MISSING ->
          Optional.of(new Flawed(lineOf(root), "metadata without a signature of its root"));
      case BAD ->
          Optional.of(new Flawed(lineOf(root), "a signature that is not of the configured signer"));
    };
  }

  private TrustReading keysOf(String entity) {
    var entities =
        elements(root, "EntityDescriptor").stream()
            .filter(element -> element.getAttribute("entityID").equals(entity))
            .toList();
    if (entities.size() != 1) {
      var found = entities.isEmpty() ? "no entity " + entity : "the entity " + entity + " twice";
      return new Flawed(entities.isEmpty() ? 1 : lineOf(entities.getLast()), found);
    }
    var roles = elements(entities.getFirst(), "IDPSSODescriptor");
    return roles.isEmpty()
        ? new Flawed(lineOf(entities.getFirst()), "no IDPSSODescriptor of " + entity)
        : keys(roles);
  }

  private TrustReading keys(List<Element> roles) {
    var keys = new ArrayList<Validity>();
    for (var role : roles) {
      var end = end(role);
      if (end instanceof Time.Wrong(var flaw)) {
        return flaw;
      }
      for (var descriptor : elements(role, "KeyDescriptor")) {
        // SAML Metadata §2.4.1.1: without `use`, a key is for both.
        if (descriptor.getAttribute("use").equals("encryption")) {
          continue;
        }
        var read = certificates(descriptor);
        if (read instanceof Certificates.Wrong(var flaw)) {
          return flaw;
        }
        if (read instanceof Certificates.Read(var found) && end instanceof Time.Is(var until)) {
          found.forEach(key -> keys.add(new Validity(key, until)));
        }
      }
    }
    return keys.isEmpty()
        ? new Flawed(lineOf(roles.getFirst()), "no key for signing")
        : new Trusted(at -> usable(keys, at));
  }

  private static List<PublicKey> usable(List<Validity> keys, Instant at) {
    return keys.stream()
        .filter(key -> key.until().map(at::isBefore).orElse(true))
        .map(Validity::key)
        .toList();
  }

  private record Validity(PublicKey key, Optional<Instant> until) {}

  private sealed interface Certificates {
    record Read(List<PublicKey> keys) implements Certificates {}

    record Wrong(Flawed flaw) implements Certificates {}
  }

  // Of each X509Data the first certificate holds the key; others would be its chain.
  private Certificates certificates(Element descriptor) {
    var keys = new ArrayList<PublicKey>();
    for (var holder : signatureElements(descriptor, "X509Data")) {
      var found = signatureElements(holder, "X509Certificate").stream().findFirst();
      if (found.isEmpty()) {
        continue;
      }
      var certificate = certificate(found.get().getTextContent());
      if (certificate.isEmpty()) {
        return new Certificates.Wrong(
            new Flawed(lineOf(found.get()), "text that is no certificate"));
      }
      var flaw = certificate.get().flaw(now);
      if (flaw.isPresent()) {
        return new Certificates.Wrong(new Flawed(lineOf(found.get()), flaw.get()));
      }
      keys.add(certificate.get().key());
    }
    return keys.isEmpty()
        ? new Certificates.Wrong(new Flawed(lineOf(descriptor), "a key without a certificate"))
        : new Certificates.Read(keys);
  }

  private static Optional<TrustedCertificate> certificate(String base64) {
    try {
      return TrustedCertificate.read(Base64.getMimeDecoder().decode(base64.strip()));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private sealed interface Time {
    record Is(Optional<Instant> end) implements Time {}

    record Wrong(Flawed flaw) implements Time {}
  }

  /** The earliest end on the way from the root to the role. */
  private Time end(Element role) {
    Optional<Instant> earliest = Optional.empty();
    for (Node node = role; node instanceof Element element; node = node.getParentNode()) {
      var created = attributeBelow(element, "creationInstant").flatMap(MetadataFile::time);
      if (created.isPresent() && created.get().isAfter(now)) {
        return new Time.Wrong(
            new Flawed(lineOf("creationInstant"), "metadata made only on " + created.get()));
      }
      if (!element.hasAttribute("validUntil")) {
        continue;
      }
      var written = element.getAttribute("validUntil");
      var until = time(written);
      if (until.isEmpty()) {
        return new Time.Wrong(new Flawed(lineOf(written), "validUntil, which is no time"));
      }
      if (!until.get().isAfter(now)) {
        return new Time.Wrong(new Flawed(lineOf(written), "metadata that expired on " + written));
      }
      earliest = earliest.filter(before -> before.isBefore(until.get())).or(() -> until);
    }
    return new Time.Is(earliest);
  }

  private static Optional<String> attributeBelow(Element element, String name) {
    for (var extensions : children(element, METADATA, "Extensions")) {
      for (var publication : children(extensions, CREATED, "PublicationInfo")) {
        if (publication.hasAttribute(name)) {
          return Optional.of(publication.getAttribute(name));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException notOne) {
      return Optional.empty();
    }
  }

  private static List<Element> elements(Element from, String local) {
    return all(from, METADATA, local);
  }

  private static List<Element> signatureElements(Element from, String local) {
    return all(from, Namespaces.SIGNATURE, local);
  }

  private static List<Element> all(Element from, String namespace, String local) {
    var found = new ArrayList<Element>();
    if (Grammar.Name.of(from).equals(new Grammar.Name(namespace, local))) {
      found.add(from);
    }
    var below = from.getElementsByTagNameNS(namespace, local);
    for (int i = 0; i < below.getLength(); i++) {
      if (below.item(i) instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }

  private static List<Element> children(Element from, String namespace, String local) {
    return all(from, namespace, local).stream()
        .filter(element -> from.isSameNode(element.getParentNode()))
        .toList();
  }

  private int lineOf(Element element) {
    return lineOf("<" + element.getTagName());
  }

  // Of several alike the first: near enough to find the place.
  private int lineOf(String words) {
    return CertificateFile.line(text, Math.max(0, text.indexOf(words)));
  }
}
