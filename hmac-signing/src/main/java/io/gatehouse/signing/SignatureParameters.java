package io.gatehouse.signing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What a signature covers and says of itself (RFC 9421 §2.3). */
public final class SignatureParameters {
  private static final Set<String> TEXTS = Set.of("nonce", "alg", "keyid", "tag");
  private static final Set<String> TIMES = Set.of("created", "expires");

  private final List<Component> components;
  private final Parameters parameters;

  private SignatureParameters(List<Component> components, Parameters parameters) {
    this.components = List.copyOf(components);
    this.parameters = parameters;
  }

  /** Parameters keep the order given. */
  public static SignatureParameters of(List<Component> components, Parameters parameters) {
    return new SignatureParameters(components, parameters);
  }

  static SignatureParameters read(Member member, int mostComponents) throws MalformedField {
    if (!(member instanceof Member.InnerList inner)) {
      throw new MalformedField("a signature input that is not an inner list");
    }
    if (inner.items().size() > mostComponents) {
      throw new MalformedField("a signature over too many components");
    }
    checkTypes(inner.parameters());
    return new SignatureParameters(readComponents(inner.items()), inner.parameters());
  }

  // §2: each component occurs once; a second one would be a second line in the signature text.
  private static List<Component> readComponents(List<Member.Item> items) throws MalformedField {
    var components = new ArrayList<Component>(items.size());
    var seen = new HashSet<Component>();
    for (var item : items) {
      var component = Component.read(item);
      if (!seen.add(component)) {
        throw new MalformedField("a component that is covered twice");
      }
      components.add(component);
    }
    return components;
  }

  private static void checkTypes(Parameters parameters) throws MalformedField {
    for (var entry : parameters.values().entrySet()) {
      boolean wrong =
          (TEXTS.contains(entry.getKey()) && !(entry.getValue() instanceof BareItem.Text))
              || (TIMES.contains(entry.getKey()) && !(entry.getValue() instanceof BareItem.Whole));
      if (wrong) {
        throw new MalformedField("a signature parameter of the wrong type");
      }
    }
  }

  public List<Component> components() {
    return components;
  }

  public boolean covers(String component) {
    return components.stream().anyMatch(c -> c.name().equals(component));
  }

  /** Seconds since 1970. */
  public OptionalLong created() {
    return time("created");
  }

  /** Seconds since 1970. */
  public OptionalLong expires() {
    return time("expires");
  }

  public Optional<String> keyId() {
    return text("keyid");
  }

  public Optional<String> algorithm() {
    return text("alg");
  }

  public Optional<String> nonce() {
    return text("nonce");
  }

  public Optional<String> tag() {
    return text("tag");
  }

  private OptionalLong time(String name) {
    return parameters.values().get(name) instanceof BareItem.Whole whole
        ? OptionalLong.of(whole.value())
        : OptionalLong.empty();
  }

  private Optional<String> text(String name) {
    return parameters.values().get(name) instanceof BareItem.Text text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  Member.InnerList innerList() {
    return new Member.InnerList(components.stream().map(Component::item).toList(), parameters);
  }

  /** The value of {@code @signature-params} (§2.3), rebuilt from what was understood. */
  String serialised() {
    return StructuredFields.write(innerList());
  }
}
